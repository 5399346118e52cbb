// The program, dist/cli.cjs, with what V8 made of it when it was built: compiling it anew took a third of a short run. V8
// itself refuses what another version made, or other flags, and compiles as ever. Old syntax, as in extract.
'use strict';
var fs = require('fs');
var createRequire = require('module').createRequire;
var path = require('path');
var vm = require('vm');

var dist = path.join(path.dirname(fs.realpathSync(__filename)), '..', 'dist');
var program = path.join(dist, 'cli.cjs');
var compiled = path.join(dist, 'cli.compiled');

function compile(cached) {
  var source = fs.readFileSync(program, 'utf8');
  var wrapped = '(function (exports, require, module, __filename, __dirname) {' + source + '\n})';
  return new vm.Script(wrapped, { filename: program, cachedData: cached });
}

function run(script) {
  var module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(program), module, program, dist);
}

exports.isBuilt = function () {
  return fs.existsSync(program);
};

exports.start = function () {
  var cached;
  try {
    cached = fs.readFileSync(compiled);
  } catch (error) {
    // Not there: only slower.
  }
  run(compile(cached));
};

/** For the build: runs the program, and keeps what V8 compiled for that. */
exports.record = function () {
  var script = compile(undefined);
  process.on('exit', function () {
    fs.writeFileSync(compiled, script.createCachedData());
  });
  run(script);
};
