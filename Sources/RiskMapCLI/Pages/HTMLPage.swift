// SPDX-License-Identifier: Apache-2.0

/// A page that needs nothing but itself: no network, no font, and no script for reading it.
struct HTMLPage {
    let title: String
    /// Markup of the page, already escaped.
    let body: String

    var text: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
        <title>\(HTMLText.escaped(title))</title>
        <style>\(PageAssets.style)</style>
        </head>
        <body>
        \(body)
        <script>\(PageAssets.script)</script>
        </body>
        </html>
        """
    }

    /// A term and what it is, as a row of a list of definitions.
    static func definition(_ term: String, _ text: String) -> String {
        "<dt>\(HTMLText.escaped(term))</dt><dd dir=\"auto\">\(HTMLText.escaped(text))</dd>"
    }
}
