// SPDX-License-Identifier: Apache-2.0

/// What happened, in the classes that the weight distinguishes (method: weight), and those that weigh nothing.
///
/// The raw value is the code in tables and studies.
public enum EventType: String, Sendable, Hashable, CaseIterable, Codable {
    /// Killing, wounding or ill-treating civilians.
    case violenceAgainstCivilians = "violence_against_civilians"
    /// Suicide bombing.
    case suicideAttack = "suicide_attack"
    /// Improvised explosive device or mine.
    case ied
    /// Abduction or forced disappearance.
    case abduction
    /// Air or drone strike.
    case airStrike = "air_strike"
    /// Fighting, shelling or another armed attack.
    case battle
    /// Escape from custody.
    case prisonBreak = "prison_break"
    /// Attack on a place of detention.
    case attackOnPrison = "attack_on_prison"
    /// Explosion of an arms or ammunition depot.
    case depotExplosion = "depot_explosion"
    /// Weapons found or made harmless.
    case cache
    /// Arrest or recapture.
    case arrest
    /// Warning by an authority that the threat grows: a prior for an area, never a point.
    case officialWarning = "official_warning"
    /// Violent disorder.
    case riot
    /// Demonstration without violence.
    case protest
    /// Transfer of detainees, done or planned.
    case transfer
    /// Ceasefire or another agreement.
    case agreement
    /// Troops arriving, leaving, taking over or being stationed.
    case forcePosture = "force_posture"
    /// People held: a stock, no event.
    case custody
    /// Cells or fighters said to be present, without a dated event.
    case presence
    /// A decision, an intention or an opinion.
    case statement
    /// What lies too far back or is summed over too long to say anything about today.
    case history

    /// What a reader calls it.
    public var title: String {
        switch self {
        case .violenceAgainstCivilians: "Violence against civilians"
        case .suicideAttack: "Suicide attack"
        case .ied: "Improvised explosive device"
        case .abduction: "Abduction"
        case .airStrike: "Air or drone strike"
        case .battle: "Battle or armed attack"
        case .prisonBreak: "Prison break"
        case .attackOnPrison: "Attack on a prison"
        case .depotExplosion: "Depot explosion"
        case .cache: "Weapons found"
        case .arrest: "Arrest"
        case .officialWarning: "Official warning"
        case .riot: "Riot"
        case .protest: "Protest"
        case .transfer: "Transfer of detainees"
        case .agreement: "Agreement"
        case .forcePosture: "Force posture"
        case .custody: "People in custody"
        case .presence: "Reported presence"
        case .statement: "Statement"
        case .history: "History"
        }
    }
}
