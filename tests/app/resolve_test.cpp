// --resolve through the real program: what is written wrong is told, what is right is taken.
#include "tests/support/program.h"

namespace duwang {
namespace {

TEST(Resolve, WrongFormsSayWhatToWrite) {
    for (const char* text :
         {"www.x.cn", "www.x.cn:80", "www.x.cn:http:127.0.0.1", "www.x.cn:80:localhost",
          "www.x.cn:80:127.0.0.1:99999", "www.x.cn:80:::1:80"}) {
        test::ProgramEnd end =
            test::run_program({"sweep", "r1", "--resolve", text, "-w", "/nonexistent"});
        EXPECT_EQ(end.exit_code, 2);
        EXPECT_NE(end.err.find("HOST:PORT:ADDRESS"), std::string::npos) << text << end.err;
    }
}

TEST(Resolve, RightFormsAreTaken) {
    for (const char* text : {"www.x.cn:80:127.0.0.1", "www.x.cn:80:127.0.0.1:8080", "*:*:127.0.0.1",
                             "www.x.cn:443:[::1]:8443"}) {
        test::ProgramEnd end =
            test::run_program({"sweep", "r1", "--resolve", text, "-w", "/nonexistent"});
        EXPECT_NE(end.err.find("no workspace here"), std::string::npos) << text << end.err;
    }
}

}  // namespace
}  // namespace duwang
