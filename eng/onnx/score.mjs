// Scores with ONNX Runtime: for each model.onnx below the folder given, reads inputs.json beside it and writes scores.bin, which is
// the outputs one after another as doubles. Inputs are [{ name, type, values }]; a number that JSON cannot hold is its name.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const [folder] = process.argv.slice(2);
const special = { NaN, Infinity, '-Infinity': -Infinity };

function tensor({ type, values }) {
  const data = type === 'string' ? values : Float64Array.from(values, value => special[value] ?? value);
  return new Tensor(type, data, [values.length, 1]);
}

for (const name of readdirSync(folder)) {
  const session = await InferenceSession.create(join(folder, name, 'model.onnx'), { intraOpNumThreads: 1 });
  const inputs = JSON.parse(readFileSync(join(folder, name, 'inputs.json'), 'utf8'));
  const feeds = Object.fromEntries(inputs.map(input => [input.name, tensor(input)]));
  const outputs = await session.run(feeds);
  const scores = session.outputNames.map(output => Buffer.from(Float64Array.from(outputs[output].data).buffer));
  writeFileSync(join(folder, name, 'scores.bin'), Buffer.concat(scores));
  await session.release();
}
