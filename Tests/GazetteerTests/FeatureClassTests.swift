// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Testing

@Test func facilitiesAreTheThreeKindsThatNeedMasking() {
    #expect(FeatureClass.allCases.filter(\.isFacility) == [.camp, .prison, .base])
}
