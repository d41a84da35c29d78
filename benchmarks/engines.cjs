// Fills one template many times with one engine and prints the seconds of one document. Run from the folder of node_modules.
const fs = require("fs");
const path = require("path");
const { createRequire } = require("module");
const here = createRequire(path.join(process.cwd(), "package.json"));
const [engine, job] = process.argv.slice(2);
const template = fs.readFileSync(path.join(job, "template.docx"));
const data = JSON.parse(fs.readFileSync(path.join(job, "data.json"), "utf-8"));
const count = parseInt(fs.readFileSync(path.join(job, "count"), "utf-8"));

async function engines() {
  if (engine === "docxtemplater") {
    const Zip = here("pizzip");
    const Docx = here("docxtemplater");
    return async () => {
      const made = new Docx(new Zip(template), { paragraphLoop: true, linebreaks: true });
      made.render(data);
      return made.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
    };
  }
  if (engine === "easy-template-x") {
    const { TemplateHandler } = here("easy-template-x");
    const handler = new TemplateHandler();
    return () => handler.process(template, data);
  }
  const carbone = here("carbone");
  const file = path.join(job, "template.docx");
  return () => new Promise((done, fail) => carbone.render(file, data, (error, made) => (error ? fail(error) : done(made))));
}

(async () => {
  const make = await engines();
  let made;
  for (let i = 0; i < 3; i++) made = await make();
  const begin = process.hrtime.bigint();
  for (let i = 0; i < count; i++) made = await make();
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9 / count;
  fs.writeFileSync(path.join(job, "made.docx"), made);
  console.log(JSON.stringify({ seconds }));
  process.exit(0);
})();
