using System.CommandLine;
using System.Text.Json;

namespace AgentGateway.Cli.Verbs.McpServers;

/// <summary><c>agw mcp-servers [list|show|accept|restart]</c>: the outside MCP servers of the settings.</summary>
internal static class McpServerVerbs
{
    public static Command Create()
    {
        var command = VerbContext.Command("mcp-servers",
            """
            List the outside MCP servers, whose tools agents have as SERVER__TOOL.

            They stand in the settings, in the shape that other programs use:
              "McpServers": { "github": { "command": "npx", "args": ["-y", "some-server"], "env": { "TOKEN": "secret:GITHUB_TOKEN" } } }
            A tool whose description or schema changed cannot be called until you accept it.

            Examples:
              agw mcp-servers                    how each of them is
              agw mcp-servers show github        its tools, what changed, and what it printed last
              agw mcp-servers accept github      shows what changed and accepts it
            """,
            (context, _) => ListAsync(context));
        command.Add(VerbContext.Command("list", "List the servers.", (context, _) => ListAsync(context)));
        command.Add(WithName("show", "Show one server: its tools, what changed of them, and what it printed last.",
            (context, name) => context.AskAsync("mcp_server_show", Arguments.Of(("name", name)), Detail)));
        command.Add(WithName("accept", "Show what changed of a server's tools, and accept exactly that.", AcceptAsync));
        command.Add(WithName("restart", "End a server and start it again at once.",
            (context, name) => context.AskAsync("mcp_server_restart", Arguments.Of(("name", name)), _ => Screen.Aside($"{name} is started again."))));
        return command;
    }

    private static Command WithName(string verb, string description, Func<VerbContext, string, Task<int>> run)
    {
        var name = new Argument<string>("NAME") { Description = "The server's name in the settings" };
        var command = VerbContext.Command(verb, description, (context, parsed) => run(context, parsed.GetValue(name)!));
        command.Add(name);
        return command;
    }

    private static Task<int> ListAsync(VerbContext context) => context.AskAsync("mcp_server_list", [], answer =>
        Screen.Table(["NAME", "TRANSPORT", "STATE", "TOOLS", "SINCE", "REASON"], Show.List(answer, "servers").Select(server => (string[])
        [
            Show.Text(server, "name"), Show.Text(server, "transport"), Show.Text(server, "state"), Tools(server), Show.Time(server, "since"), Reason(server),
        ])));

    private static async Task<int> AcceptAsync(VerbContext context, string name)
    {
        var shown = await context.CallAsync("mcp_server_show", Arguments.Of(("name", name)), null);
        if (shown.IsRejected(out var rejection)) return context.Refuse(rejection);
        using var json = JsonDocument.Parse(shown.Value);
        if (!context.IsJson) Changes(json.RootElement);

        // What was shown is what is accepted, also when the server changes once more in between.
        var changes = Show.Text(json.RootElement.GetProperty("server"), "changes");
        return await context.AskAsync("mcp_server_accept", Arguments.Of(("name", name), ("changes", changes.Length == 0 ? null : changes)),
            answer => Screen.Aside($"{name}: accepted, {Tools(answer.GetProperty("server"))}."));
    }

    private static void Detail(JsonElement answer)
    {
        var server = answer.GetProperty("server");
        Screen.Pairs([.. server.EnumerateObject().Where(property => property.Value.ValueKind is not JsonValueKind.Array)
            .Select(property => (property.Name, Show.Text(server, property.Name)))]);
        Screen.Table(["TOOL", "STATUS", "DESCRIPTION"], Show.List(server, "tools").Select(tool => (string[])
        [
            Show.Text(tool, "name"), Show.Text(tool, "status"), Show.Text(tool, "reason") is { Length: > 0 } reason ? reason : Show.Text(tool, "description"),
        ]));
        Changes(answer);
        foreach (var line in Show.List(answer, "log")) Screen.Line($"  | {line.GetString()}");
    }

    private static void Changes(JsonElement answer)
    {
        foreach (var change in Show.List(answer, "changed"))
        {
            Screen.Line($"{Show.Text(change, "name")} changed.");
            if (change.TryGetProperty("was", out var was)) Words("was", was);
            Words("now", change.GetProperty("now"));
        }
    }

    private static void Words(string when, JsonElement words)
    {
        Screen.Line($"  {when}: {Show.Text(words, "title")} {Show.Text(words, "description")}".TrimEnd());
        Screen.Line($"       {words.GetProperty("input_schema").GetRawText()}");
    }

    private static string Reason(JsonElement server) =>
        Show.Text(server, "reason") is { Length: > 0 } reason ? reason
        : Show.List(server, "tools").Any(tool => Show.Text(tool, "status") == "changed") ? $"See what changed: agw mcp-servers show {Show.Text(server, "name")}"
        : "";

    private static string Tools(JsonElement server)
    {
        var tools = Show.List(server, "tools").Select(tool => Show.Text(tool, "status")).ToList();
        var changed = tools.Count(status => status == "changed");
        return $"{tools.Count(status => status == "callable")} callable{(changed == 0 ? "" : $", {changed} changed")}";
    }
}
