// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

@Suite("Parts of paths")
struct PathNameTests {
    @Test(
        "Last name, parent and ending, by hand",
        arguments: [
            ("t", "t", "", ""), ("out", "out", "", ""), ("/t", "t", "/", ""), ("a/b", "b", "a", ""),
            ("a/b/", "b", "a", ""), ("/a//b.TIF", "b.TIF", "/a", "tif"), ("/", "/", "/", ""), ("", "", "", ""),
            ("//", "/", "/", ""), (".hidden", ".hidden", "", ""), ("x/.a.csv", ".a.csv", "x", "csv"),
            ("./é", "é", ".", ""), ("a.", "a.", "", ""), ("..", "..", "", ""),
        ])
    func parts(path: String, name: String, parent: String, ending: String) {
        #expect(path.lastPathName == name)
        #expect(path.parentPath == parent)
        #expect(path.pathEnding == ending)
    }

    @Test(
        "Paths as they are shown",
        arguments: [
            ("a/../b.csv", "b.csv"), ("/x/y/../../z", "/z"), ("../a/../b", "../b"), ("./a", "a"), ("a/./b", "a/b"),
            ("../../b", "../../b"), ("a/b.csv", "a/b.csv"), ("", ""), ("https://x/y", "https://x/y"),
        ])
    func withoutDetours(path: String, shown: String) { #expect(path.withoutDetours == shown) }
}
