using System.CommandLine;
using AgentGateway.Runtime.McpServers.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.McpServers;

/// <summary><c>agw mcp-servers [list|show|accept|restart]</c>: the outside MCP servers of the settings.</summary>
internal static class McpServerVerbs
{
    public static Command Create(ReadOnlyMemory<string> words) => Verb.Group(
        List("mcp-servers",
            """
            List the outside MCP servers, whose tools agents have as SERVER__TOOL.

            They stand in the settings, in the shape that other programs use:
              "McpServers": { "github": {
                "command": "npx", "args": ["-y", "some-server"], "env": { "TOKEN": "secret:GITHUB_TOKEN" } } }

            A tool whose description or schema changed cannot be called until you accept it.

            Examples:
              agw mcp-servers                    how each of them is
              agw mcp-servers show github        its tools, what changed, and what it printed last
              agw mcp-servers accept github      shows what changed and accepts it
            """),
        words,
        new("list", () => List("list",
            """
            List the servers.

            Example:
              agw mcp-servers list
            """)),
        new("show", () => WithName("show",
            """
            Show one server: its tools, their changes, and the end of its output.

            Example:
              agw mcp-servers show github
            """,
            (context, name) => context.ShowAsync(DaemonCalls.McpServerShow, Arguments.Of(("name", name)), Detail))),
        new("accept", () => WithName(
            "accept",
            """
            Show the changes of a server's tools, and accept exactly these.

            Example:
              agw mcp-servers accept github
            """, AcceptAsync)),
        new("restart", () =>
            WithName("restart",
            """
            End a server and start it again at once.

            Example:
              agw mcp-servers restart github
            """, (context, name) => context.ShowAsync(
            DaemonCalls.McpServerRestart, Arguments.Of(("name", name)), _ =>
                Screen.Aside($"{name} is started again.")))));

    private static Command List(string name, string description) =>
        new ToolVerb<McpServerListView>(McpServerListTool.Declaration, name, description)
        {
            Show = (answer, _) => Screen.Table(
                ["NAME", "TRANSPORT", "STATE", "TOOLS", "SINCE", "REASON"],
                answer.Servers.Select(server => (string[])
                    [server.Name, server.Transport, server.State, Tools(server), Show.When(server.Since),
                        Reason(server)]),
                "No outside MCP servers. Name them in the settings, McpServers: agw mcp-servers --help"),
        }.Create();

    private static Command WithName(string verb, string description, Func<VerbContext, string, Task<int>> run)
    {
        var name = new Argument<string>("NAME") { Description = "The server's name in the settings" };
        var command = VerbContext.Command(verb, description, (context, parsed) => run(context, parsed.GetValue(name)!));
        command.Add(name);
        return command;
    }

    private static async Task<int> AcceptAsync(VerbContext context, string name)
    {
        var shown = await context.CallAsync(DaemonCalls.McpServerShow, Arguments.Of(("name", name)));
        if (shown.IsRejected(out var rejection, out var answer)) return context.Refuse(rejection);
        if (!context.IsJson) Changes(answer.View);
        // The changes that were shown are accepted, also when the server changes once more in between.
        var changes = answer.View.Server.Changes;
        return await context.ShowAsync(
            DaemonCalls.McpServerAccept,
            Arguments.Of(("name", name), ("changes", changes is { Length: > 0 } ? changes : null)),
            accepted => Screen.Aside($"{name}: accepted, {Tools(accepted.Server)}."));
    }

    private static void Detail(McpServerDetailView answer)
    {
        var server = answer.Server;
        Screen.Given(
        [
            ("name", server.Name), ("transport", server.Transport), ("target", server.Target), ("state", server.State),
            ("reason", server.Reason), ("since", Show.Exactly(server.Since)), ("pid", Show.Number(server.Pid)),
            ("restarts",
                Show.Number(server.Restarts)), ("changes", server.Changes), ("more_tools", Show.Flag(server.MoreTools)),
        ]);
        Screen.Table(["TOOL", "STATUS", "DESCRIPTION"], server.Tools.Select(tool => (string?[])
            [tool.Name, tool.Status, tool.Reason is { Length: > 0 } reason ? reason : tool.Description]),
            $"No tools are known. Connect to it anew: agw mcp-servers restart {server.Name}");
        Changes(answer);
        foreach (var line in answer.Log) Screen.Line($"  | {line}");
    }

    private static void Changes(McpServerDetailView answer)
    {
        foreach (var change in answer.Changed)
        {
            Screen.Line($"{change.Name} changed.");
            if (change.Was is { } was) Words("was", was);
            Words("now", change.Now);
        }
    }

    private static void Words(string when, McpToolWordsView words)
    {
        Screen.Line($"  {when}: {words.Title} {words.Description}".TrimEnd());
        Screen.Line($"       {words.InputSchema.GetRawText()}");
    }

    private static string Reason(McpServerView server) =>
        server.Reason is { Length: > 0 } reason ? reason
        : server.Tools.Any(tool => tool.Status == "changed") ? $"See what changed: agw mcp-servers show {server.Name}"
        : "";

    private static string Tools(McpServerView server)
    {
        var changed = server.Tools.Count(tool => tool.Status == "changed");
        var callable = server.Tools.Count(tool => tool.Status == "callable");
        return $"{callable} callable{(changed == 0 ? "" : $", {changed} changed")}";
    }
}
