using System.CommandLine;
using AgentGateway.Runtime.Threads.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread read THREAD</c>: its messages, a page of them.</summary>
internal static class ThreadReadVerb
{
    public static Command Create() => new ToolVerb<ThreadReadView>(
        ThreadReadTool.Declaration, "read", "Print a thread, oldest message first.")
    {
        Arguments =
        [
            ThreadVerbs.OfTool,
            VerbArgument.Option(
                "after", "Messages behind this number, or a cursor of an earlier page") with { HelpName = "N" },
            VerbArgument.Option("before", "Messages ahead of this number") with { HelpName = "N" },
            VerbArgument.Option("hidden", "Hidden messages too"),
        ],
        Show = (answer, _) => Print(answer),
    }.Create();

    private static void Print(ThreadReadView answer)
    {
        var thread = answer.Thread;
        Screen.Line($"{thread.Title}  ({thread.Id}, owner {thread.Owner})");
        foreach (var message in answer.Messages)
        {
            var hidden = message.Visibility == "hidden" ? ", hidden" : "";
            Screen.Line("");
            Screen.Line($"#{message.Seq} {message.Author} ({Show.Time(message.At)}{hidden})");
            if (message.Text.Length > 0) Screen.Line(message.Text);
            foreach (var call in message.ToolCalls ?? []) Screen.Line($"→ {call.Tool} {call.Arguments}");
        }

        if (answer.NextCursor is { } next) Screen.Aside($"more: agw thread read {thread.Id} --after {next}");
    }
}
