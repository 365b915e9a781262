// Forwards every request to the address given as argument with `Authorization: Bearer $TOKEN` added. A Host that names this
// proxy becomes the server's own; every other Host passes, because clients send foreign ones on purpose.
import http from 'node:http';

const target = new URL(process.argv[2]);
const agent = new http.Agent({ keepAlive: true });

const proxy = http.createServer((request, response) => {
  const own = `:${proxy.address().port}`;
  const headers = { ...request.headers, authorization: `Bearer ${process.env.TOKEN}` };
  if (headers.host?.endsWith(own)) headers.host = headers.host.replace(own, `:${target.port}`);
  if (headers.origin?.endsWith(own)) headers.origin = headers.origin.replace(own, `:${target.port}`);
  const forwarded = http.request(
    { agent, host: target.hostname, port: target.port, method: request.method, path: request.url, headers },
    answer => {
      response.writeHead(answer.statusCode, answer.headers);
      response.flushHeaders();
      answer.pipe(response);
    });
  forwarded.on('error', () => response.destroy());
  response.on('close', () => forwarded.destroy());
  request.pipe(forwarded);
});

proxy.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${proxy.address().port}/`));
process.stdin.resume().on('end', () => process.exit());
