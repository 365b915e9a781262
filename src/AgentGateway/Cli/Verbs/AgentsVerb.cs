using System.CommandLine;
using System.Text.Json;
using AgentGateway.Domain;

namespace AgentGateway.Cli.Verbs;

/// <summary><c>agw agents [list|show ID]</c>: who could answer.</summary>
internal static class AgentsVerb
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The agent's id or one of its aliases" };
        var show = VerbContext.Command("show", "Show one agent.", (context, parsed) => ShowAsync(context, parsed.GetValue(id)!));
        show.Add(id);
        var command = VerbContext.Command("agents",
            """
            List the agents, or show one.

            Agents come from the settings (Agents), from DATA/agents/*.md, and from clients that registered themselves.
            """,
            (context, _) => ListAsync(context));
        command.Add(VerbContext.Command("list", "List the agents.", (context, _) => ListAsync(context)));
        command.Add(show);
        return command;
    }

    private static Task<int> ListAsync(VerbContext context) => context.AskAsync("agent_list", [], answer =>
        Screen.Table(["ID", "NAME", "ALIASES", "DRIVER", "MODEL", "AVAILABLE"], Show.List(answer, "agents").Select(agent => (string[])
        [
            Show.Text(agent, "id"), Show.Text(agent, "name"), Show.Joined(agent, "aliases"), Show.Text(agent, "driver"), Show.Text(agent, "model"),
            Show.Text(agent, "available") is "yes" ? "yes" : $"no: {Show.Text(agent, "reason")}",
        ])));

    private static async Task<int> ShowAsync(VerbContext context, string id)
    {
        var answer = await context.CallAsync("agent_list", [], null);
        if (answer.IsRejected(out var rejection)) return context.Refuse(rejection);
        using var json = JsonDocument.Parse(answer.Value);
        foreach (var agent in Show.List(json.RootElement, "agents"))
        {
            var names = Show.List(agent, "aliases").Select(alias => alias.GetString()).Append(Show.Text(agent, "id"));
            if (!names.Contains(id, StringComparer.OrdinalIgnoreCase)) continue;
            if (context.IsJson) Screen.Line($$"""{"agent":{{agent.GetRawText()}}}""");
            else Screen.Pairs([.. agent.EnumerateObject().Select(property => (property.Name,
                property.Value.ValueKind == JsonValueKind.Array ? Show.Joined(agent, property.Name) : Show.Text(agent, property.Name)))]);
            return ExitCodes.Done;
        }

        return context.Refuse(new Rejection("unknown_agent", $"There is no agent \"{id}\".", "`agw agents` lists them."));
    }
}
