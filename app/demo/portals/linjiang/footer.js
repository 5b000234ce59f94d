// 页脚统一由脚本写入，便于各页面更新。
document.getElementById("foot").innerHTML =
  '<div class="footer"><a href="/ljx/sitemap.shtml">网站地图</a><br>' +
  '主办单位：临江县人民政府办公室　联系电话：0999-9900303<br>' +
  '网站标识码：9903000003　新ICP备99000003号-1　新公网安备99030002000003号</div>';
