// Sorting and search, for those who have scripts. Without them the lists stand as they are: sorted by municipality.
(function () {
  "use strict";
  var language = document.documentElement.lang;
  var value = function (row, column) {
    var cell = row.children[column];
    return cell.dataset.sort === undefined ? cell.textContent.trim() : Number(cell.dataset.sort);
  };
  var sort = function (table, column, up) {
    var body = table.tBodies[0];
    var rows = Array.from(body.rows).sort(function (one, other) {
      var a = value(one, column), b = value(other, column);
      var order = typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), language);
      return up ? order : -order;
    });
    rows.forEach(function (row) { body.appendChild(row); });
  };
  document.querySelectorAll("table[data-sortable]").forEach(function (table) {
    var headers = Array.from(table.tHead.rows[0].cells);
    headers.forEach(function (header, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = header.textContent.trim();
      header.textContent = "";
      header.appendChild(button);
      button.addEventListener("click", function () {
        var up = header.getAttribute("aria-sort") !== "ascending";
        headers.forEach(function (other) { other.removeAttribute("aria-sort"); });
        header.setAttribute("aria-sort", up ? "ascending" : "descending");
        sort(table, column, up);
      });
    });
  });
  var search = document.querySelector(".search");
  if (!search) { return; }
  search.hidden = false;
  var field = search.querySelector("input");
  var count = search.querySelector("output");
  field.addEventListener("input", function () {
    var wanted = field.value.trim().toLocaleLowerCase(language), shown = 0;
    document.querySelectorAll("table[data-sortable] tbody tr").forEach(function (row) {
      row.hidden = row.textContent.toLocaleLowerCase(language).indexOf(wanted) < 0;
      if (!row.hidden) { shown += 1; }
    });
    count.textContent = wanted ? shown + " " + count.dataset.unit : "";
  });
}());
