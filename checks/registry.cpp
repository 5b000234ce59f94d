#include "checks/registry.h"

#include <array>

#define CHECK(family, name)              \
    namespace duwang::checks::family {   \
    extern const CheckInfo name;         \
    }
#include "checks/checks.def"
#undef CHECK

namespace duwang::checks {
namespace {

#define CHECK(family, name) &family::name,
constexpr std::array checks{
#include "checks/checks.def"
};
#undef CHECK

}  // namespace

std::span<const CheckInfo* const> all_checks() { return checks; }

const CheckInfo* find_check(std::string_view id) {
    for (const CheckInfo* check : checks)
        if (check->id == id) return check;
    return nullptr;
}

}  // namespace duwang::checks
