#include "core/earlier_bytes.h"

#include <fmt/format.h>

namespace duwang {

Json to_json(const BytesOrigin& origin) {
    return Json::object()
        .set("how", origin.how)
        .set("capture", origin.capture)
        .set("exchange", origin.exchange)
        .set("fetched", origin.fetched.iso());
}

BytesOrigin bytes_origin_from_json(const Json& json) {
    BytesOrigin origin;
    if (!json.is_object()) return origin;
    origin.how = json["how"].text();
    origin.capture = json["capture"].text();
    origin.exchange = json["exchange"].number();
    if (auto fetched = parse_timestamp(json["fetched"].text())) origin.fetched = *fetched;
    return origin;
}

std::string bytes_age_text(const BytesOrigin& origin, Timestamp confirmed) {
    std::string_view way =
        origin.how == not_modified ? "经服务器确认未变（304）" : "重新下载，内容逐字节相同";
    return fmt::format("字节取自 {}（采集包 {} 交换 {}），{} {}", origin.fetched.iso(),
                       origin.capture, origin.exchange, confirmed.iso(), way);
}

}  // namespace duwang
