// Words by which the marks of a government site (网站标识要素) are recognised. Defaults follow the
// spellings of 政府网站发展指引 (国办发〔2017〕47号) and what real footers write.
#pragma once

#include <string>
#include <vector>

namespace duwang::crawler {

struct MarkRules {
    // Province letters of ICP and 公安 records.
    std::string provinces =
        "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕秦甘陇青宁新港澳台";
    std::vector<std::string> site_map = {"网站地图", "站点地图", "网站导航图"};
    std::vector<std::string> find_error = {"网站找错", "我要找错", "我要纠错", "网站纠错"};
    std::vector<std::string> find_error_files = {"jiucuo"};
    std::vector<std::string> phone_labels = {"联系电话", "咨询电话", "服务电话", "值班电话",
                                             "办公电话", "联系方式", "电话"};
    std::vector<std::string> mail_labels = {"电子邮箱", "邮箱", "电子邮件", "E-mail", "Email"};
    std::vector<std::string> contact_links = {"联系我们", "联系方式"};
    // Parts of names of files and containers that bring the footer.
    std::vector<std::string> footer_names = {"foot",  "bottom", "dibu",  "copyright",
                                             "weibu", "btm",    "yejiao"};
    // What the entry to the accessible or elders' version (适老化与无障碍) is called, in full.
    std::vector<std::string> accessibility = {
        "无障碍",     "无障碍浏览", "无障碍阅读", "无障碍辅助", "无障碍服务", "无障碍版",
        "无障碍工具", "智能无障碍", "长者模式",   "长者助手",   "长者版",     "长者专区",
        "适老化",     "适老版",     "适老模式",   "适老化版",   "关怀版",     "关怀模式",
        "关爱版",     "老年人模式", "老年模式",   "老年版",     "长辈版",     "长辈模式"};
    // Parts of names of the files that bring it.
    std::vector<std::string> accessibility_files = {"wza", "wuzhangai", "barrierfree", "accessib"};
    // Scripts and frames that bring no footer: libraries, counters, weather. Whole words of the
    // name of the file: "jquery" is in jquery-3.min.js, "layer" is not in player.js.
    std::vector<std::string> libraries = {
        "jquery",     "bootstrap", "swiper",    "slick",     "layui",   "layer",    "echarts",
        "superslide", "lazyload",  "animate",   "html5shiv", "respond", "polyfill", "tongji",
        "analytics",  "stat",      "count",     "counter",   "hm",      "share",    "weather",
        "tianqi",     "qrcode",    "clipboard", "jiathis",   "webdig",  "jweixin",  "md5"};
    // Hosts of such, each with all hosts below it.
    std::vector<std::string> library_hosts = {
        "hm.baidu.com",    "share.baidu.com", "push.zhanzhang.baidu.com",
        "zz.bdstatic.com", "cnzz.com",        "51.la",
        "51yes.com",       "jiathis.com",     "tianqi.com",
        "weather.com.cn",  "tianqiapi.com",   "google-analytics.com",
        "res.wx.qq.com"};
    // Hosts of proxies that write references anew (IPv6 转换, F15): in front of such a suffix the
    // name of the real host is written with '-' for '.'. proxy.example stands for an example.
    std::vector<std::string> rewriting_proxies = {"proxy.example"};
};

}  // namespace duwang::crawler
