// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Articles

@Suite("Articles")
struct ArticleTests {
    @Test("Claims are taken from what an author wrote")
    func content() {
        #expect(BlockKind.caption.isContent)
        #expect(!BlockKind.tagCloud.isContent)
    }
}
