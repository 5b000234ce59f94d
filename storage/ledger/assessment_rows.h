// Rows of assessments (考评): what people entered, and the editions that were announced. Inside
// storage/ledger only.
#pragma once

#include <string>
#include <vector>

#include "storage/ledger/ledger.h"

namespace soci {
class session;
}

namespace duwang::storage {

// Both within the caller's Writing transaction. `number`: from 1, in the order of coming.
void write_assessment_entry(soci::session& sql, const std::string& plan,
                            const AssessmentEntry& entry, int number);
// Returns the edition.
int write_assessment(soci::session& sql, const PublishedAssessment& assessment);

std::vector<AssessmentEntry> read_assessment_entries(soci::session& sql, const std::string& plan);
std::vector<PublishedAssessment> read_assessments(soci::session& sql, const std::string& plan);
// Plans with rows of either kind, by name.
std::vector<std::string> read_assessment_plans(soci::session& sql);

// What an entry answers: a later answer to the same replaces it. Marks and imported scores answer
// alike; a daily record without a name answers only itself.
std::string assessment_question(const AssessmentEntry& entry);
Json assessment_entry_log(const std::string& plan, const AssessmentEntry& entry, int number);
// What was announced, with the SHA-256 of its body.
Json assessment_log(const PublishedAssessment& assessment);

}  // namespace duwang::storage
