// Opens every workbook of a folder with a library and saves it into another: node resave.js LIBRARY FROM TO
"use strict";
const fs = require("fs");
const path = require("path");

const savers = {
  async sheetjs(from, to) {
    const library = require("@e965/xlsx");
    library.writeFile(library.readFile(from), to);
  },
  async "sheetjs-dates"(from, to) {
    const library = require("@e965/xlsx");
    library.writeFile(library.readFile(from, { cellDates: true, cellNF: true }), to, { cellDates: true, bookSST: true });
  },
  async exceljs(from, to) {
    const { Workbook } = require("exceljs");
    const book = new Workbook();
    await book.xlsx.readFile(from);
    await book.xlsx.writeFile(to);
  },
  async "xlsx-populate"(from, to) {
    const library = require("xlsx-populate");
    await (await library.fromFileAsync(from)).toFileAsync(to);
  },
};

(async () => {
  const [library, from, to] = process.argv.slice(2);
  for (const name of fs.readdirSync(from).filter((name) => name.endsWith(".xlsx"))) {
    await savers[library](path.join(from, name), path.join(to, name));
  }
})();
