using System.CommandLine;
using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Runtime.Agents.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs;

/// <summary><c>agw agents [list|show ID]</c>: the agents, and which of them can answer.</summary>
internal static class AgentsVerb
{
    public static Command Create(ReadOnlyMemory<string> words) => Verb.Group(
        List("agents",
            """
            List the agents, or show one.

            Agents come from the settings (Agents), from DATA/agents/*.md, and from clients that registered themselves.

            Examples:
              agw agents
              agw agents show weles
            """),
        words,
        new("list", () => List("list",
            """
            List the agents.

            Example:
              agw agents list
            """)),
        new("show", CreateShow));

    private static Command List(string name, string description) =>
        new ToolVerb<AgentListView>(AgentListTool.Declaration, name, description)
        {
            Show = (answer, _) => Screen.Table(
                ["ID", "NAME", "ALIASES", "DRIVER", "MODEL", "AVAILABLE"],
                answer.Agents.Select(agent => (string?[])
                [
                    agent.Id, agent.Name, Show.Joined(agent.Aliases), agent.Driver, agent.Model,
                    agent switch
                    {
                        { Available: false } => $"no: {agent.Reason}",
                        { Reason: { } limited } => $"offline: {limited}",
                        _ => "yes",
                    },
                ]),
                "No agents. Define one in the settings: agw config edit"),
        }.Create();

    private static Command CreateShow()
    {
        var id = new Argument<string>("ID") { Description = "The agent's id or one of its aliases" };
        var command = VerbContext.Command(
            "show",
            """
            Show one agent.

            Example:
              agw agents show weles
            """, (context, parsed) => ShowAsync(context, parsed.GetValue(id)!));
        command.Add(id);
        return command;
    }

    private static async Task<int> ShowAsync(VerbContext context, string id)
    {
        if ((await context.CallAsync(AgentListTool.Declaration, [])).IsRejected(out var rejection, out var answer))
            return context.Refuse(rejection);
        var found = answer.View.Agents.FirstOrDefault(
            agent => agent.Aliases.Append(agent.Id).Contains(id, StringComparer.OrdinalIgnoreCase));
        if (found is null)
            return context.Refuse(
                new Rejection("unknown_agent", $"There is no agent \"{id}\".", "`agw agents` lists them."));
        if (context.IsJson)
            Screen.Line(JsonSerializer.Serialize(new AgentEnvelope(found), ViewJson.Plain.AgentEnvelope));
        else Print(found);
        return ExitCodes.Done;
    }

    private static void Print(AgentView agent)
    {
        (string Name, string? Value)[] lines =
        [
            ("id", agent.Id), ("name", agent.Name), ("aliases", Show.Joined(agent.Aliases)), ("driver", agent.Driver),
            ("model", agent.Model), ("available", Show.Flag(agent.Available)), ("reason", agent.Reason),
            ("description", agent.Description), ("when", agent.When), ("connected", Show.Flag(agent.Connected)),
        ];
        Screen.Pairs([.. lines.Where(line => line.Value is not null).Select(line => (line.Name, line.Value!))]);
    }
}
