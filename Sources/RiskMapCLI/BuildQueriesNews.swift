// SPDX-License-Identifier: Apache-2.0

import Briefings
import Geo
import JSON
import MapServices
import Queries

extension BuildQueries {
    func news(since earlier: any RiskQueries) throws -> [UInt8] {
        guard let earlier = earlier as? BuildQueries else {
            throw QueryFailure.notAssessed("What is new is told of builds alone.")
        }
        do {
            return Array(try StableJSON.encode(service.news(since: earlier.service)))
        } catch let error as NewsError {
            throw QueryFailure.tooMuch(Self.sentence(error.description))
        }
    }

    func briefing(_ question: BriefingQuestion) throws -> [UInt8] {
        let language = try question.language.map { code in
            guard let language = Language(rawValue: code) else {
                throw QueryFailure.invalid("'\(code.prefix(20))' is no known language; known are \(Language.known).")
            }
            return language
        }
        guard let form = BriefingForm(rawValue: question.form) else {
            throw QueryFailure.invalid("The form must be pdf, html, md or json.")
        }
        do {
            let maker = try BriefingMaker(
                service, since: (question.earlier as? BuildQueries)?.service, language: language)
            return try maker.briefing(of: place(question.place)).bytes(form)
        } catch QueryError.unknownPlace(let name, _, let candidates) {
            throw QueryFailure.unknownName(name, suggestions: candidates)
        } catch let error as QueryError {
            if case .damaged = error { throw error }
            throw QueryFailure.notAssessed(error.description)
        } catch let error as NewsError {
            throw QueryFailure.tooMuch(Self.sentence(error.description))
        } catch let error as BriefingError {
            throw QueryFailure.invalid(Self.sentence(error.description))
        }
    }

    private func place(_ place: BriefingQuestion.Place) throws -> BriefingPlace {
        switch place {
        case .name(let name): return .named(name)
        case .position(let latitude, let longitude):
            guard let position = Coordinate(longitude: longitude, latitude: latitude) else {
                throw QueryFailure.invalid("The position lies outside the globe.")
            }
            return .position(position)
        }
    }

    private static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() + "." }
}
