// The reference of the benchmarks: the smallest dual-era server that the TypeScript SDK makes, with one cheap tool.
//
//   node server.mjs         stdio
//   node server.mjs http    HTTP on a free port of the loopback, printed as the first line
//
// Packages are resolved from the folder that MCP_SDK names, because they are installed outside the repository.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(pathToFileURL(process.env.MCP_SDK + '/package.json'));
const { McpServer, createMcpHandler } = require('@modelcontextprotocol/server');

const create = () => {
  const server = new McpServer({ name: 'reference', version: '1.0.0' });
  server.registerTool('agent_list', { description: 'A cheap read' }, async () => ({
    content: [{ type: 'text', text: '{"agents":[]}' }],
    structuredContent: { agents: [] },
  }));
  return server;
};

if (process.argv[2] === 'http') {
  const { createServer } = require('node:http');
  const { toNodeHandler } = require('@modelcontextprotocol/node');
  const listener = createServer(toNodeHandler(createMcpHandler(create)));
  listener.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${listener.address().port}/`));
} else {
  require('@modelcontextprotocol/server/stdio').serveStdio(create);
}
