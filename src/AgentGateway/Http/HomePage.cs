using System.Text;
using AgentGateway.Data;
using Microsoft.AspNetCore.Http;

namespace AgentGateway.Http;

/// <summary><c>GET /</c>: says in a browser what is served at this address.</summary>
internal static class HomePage
{
    private static readonly byte[] Page = Encoding.UTF8.GetBytes($"""
        AgentGateway {ProgramVersion.Text}

        This daemon owns the state of agent work. Editors and agents reach it as an MCP server.

          /mcp      Model Context Protocol, Streamable HTTP
          /events   server-sent events of the journal: ?after=POSITION, ?stream=thread/ID
          /health   whether it is ready; needs no token

        Everything but /health needs "Authorization: Bearer TOKEN"; `agw token` prints the token.

        """.ReplaceLineEndings("\n"));

    public static async Task WriteAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.ContentLength = Page.Length;
        await context.Response.Body.WriteAsync(Page, context.RequestAborted);
    }
}
