#include "tests/support/namespace.h"

#include <fmt/format.h>
#include <sys/wait.h>

#include <cstdlib>

namespace duwang::test {
namespace {

int status_of(int told) { return WIFEXITED(told) ? WEXITSTATUS(told) : -1; }

}  // namespace

ProgramEnd run_in_namespace(const std::string& script) {
    TempFolder folder;
    std::string file = folder.path("script.sh"), out = folder.path("out"), err = folder.path("err");
    ProgramEnd end;
    if (status_of(std::system(fmt::format("unshare -Urn true > {} 2> {}", out, err).c_str())) !=
        0) {
        end.exit_code = 125;
        end.err =
            "this system refuses `unshare -Urn`: " + read_text(err) +
            "allow user namespaces (sysctl kernel.unprivileged_userns_clone=1) or run the tests "
            "as root";
        return end;
    }
    write_text(file, "set -e\nexport PATH=$PATH:/usr/sbin:/sbin\nip link set lo up\n" + script);
    end.exit_code = status_of(
        std::system(fmt::format("unshare -Urn bash {} > {} 2> {}", file, out, err).c_str()));
    end.out = read_text(out);
    end.err = read_text(err);
    return end;
}

}  // namespace duwang::test
