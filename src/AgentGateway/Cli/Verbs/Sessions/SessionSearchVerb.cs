using System.CommandLine;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session search WORDS</c>: lines that any session printed.</summary>
internal static class SessionSearchVerb
{
    public static Command Create() => new ToolVerb<OutputSearchView>(SessionSearchTool.Declaration, "search",
        """
        Search everything that sessions printed, newest first. Secrets are not in it.

        Examples:
          agw session search '"connection refused"' --since 2h
          agw session search timeout --severity error --session build
          agw session search panic --agent coder --state running
        """)
    {
        Arguments =
        [
            VerbArgument.Words(
                "query", "WORDS", "Words in any order, or a \"quoted phrase\"") with { IsRequired = true },
            VerbArgument.Option("session_id", "Only in this session", "--session-id", "--session"),
            VerbArgument.Option("agent", "Only in sessions of this agent"),
            VerbArgument.Option("thread_id", "Only in sessions of this thread", "--thread-id", "--thread"),
            VerbArgument.Option("workspace", "Only in sessions of this workspace"),
            VerbArgument.Option("state", "Only in sessions in this state; ended: any that has ended"),
        ],
        Show = (answer, _) => Print(answer),
    }.Create();

    private static void Print(OutputSearchView answer)
    {
        Screen.Table(
            ["SESSION", "AT", "SEVERITY", "OFFSET", "TEXT"],
            answer.Hits.Select(hit => (string[])
            [
                hit.SessionName is { Length: > 0 } name ? name : hit.SessionId, Show.When(hit.At),
                hit.Severity, Show.Number(hit.Offset), hit.Snippet,
            ]),
            "Nothing was found. Fewer words find more; agw thread search looks into threads.");
        if (answer.NextCursor is { } next) Screen.Aside($"more: the same with --cursor {next}");
    }
}
