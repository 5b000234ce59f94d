// Names that a scheme uses: checks, kinds of finding, parameters, facts, sub-caps, settings, norms.
#pragma once

#include <span>
#include <vector>

#include "core/result.h"
#include "rules/validation/scheme_validator.h"

namespace duwang::rules {

class NameValidator {
  public:
    NameValidator(const Scheme& scheme, std::span<const CheckDescriptor> checks,
                  const KnownNorms& norms, std::vector<Error>& errors);

    // Settings that are used are declared, and stay inside their range.
    void check_settings();
    void check_condition(const Condition& condition);
    void check_rule(const Indicator& indicator, const Part& part, const DeductRule& rule);
    void check_use(const std::string& check, const Params& params, const std::string& place);

  private:
    const Scheme& scheme_;
    std::span<const CheckDescriptor> checks_;
    const KnownNorms& norms_;
    std::vector<Error>& errors_;

    void error(const std::string& place, std::string_view what);
    const CheckDescriptor* find_check(const std::string& id, const std::string& place);
    void check_kind(const CheckDescriptor& check, const std::string& kind,
                    const std::string& place);
    void check_fact(const std::string& name, const Test& test, const std::string& place);
    void check_number_fact(const DeductRule& rule);
    void check_norm(const Where& where);
    void check_where(const Where& where);
    void check_excluded(const Part& part, const DeductRule& rule);
};

}  // namespace duwang::rules
