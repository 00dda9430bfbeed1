// Shows the rows and pictures that hold what is typed; without it everything is shown.
(function () {
  "use strict";
  var box = document.getElementById("search");
  var found = document.getElementById("found");
  var items = [];
  document.querySelectorAll("tbody tr").forEach(function (row) {
    var names = row.querySelectorAll("bdi");
    var text = Array.prototype.map.call(names, function (n) { return n.title || n.textContent; });
    items.push({ element: row, text: text.join("\n").toLowerCase() });
  });
  document.querySelectorAll("[data-find]").forEach(function (picture) {
    items.push({ element: picture, text: picture.getAttribute("data-find").toLowerCase() });
  });
  function search() {
    var wanted = box.value.trim().toLowerCase();
    var shown = 0;
    items.forEach(function (item) {
      item.element.hidden = item.text.indexOf(wanted) < 0;
      shown += item.element.hidden ? 0 : 1;
    });
    found.textContent = wanted === "" ? "" : shown + (shown === 1 ? " line" : " lines");
  }
  box.parentNode.hidden = false;
  box.addEventListener("input", search);
  search();
})();
