using System.CommandLine;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Threads.Tools;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread send [THREAD] TEXT|-</c>: says something, and shows the answer as it comes.</summary>
internal static class ThreadSendVerb
{
    public static Command Create()
    {
        var words = new Argument<string[]>("[THREAD] TEXT")
        {
            Description = "A thread's id (a new thread without it), and the message; without words, or with -, the "
                + "message is what is piped in",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var named = new Option<string>("--thread")
        {
            Description = "The thread, by its id, its title or the beginning of one; all words are the message then",
            HelpName = "THREAD",
        };
        var mode = new Option<string>("--mode")
        {
            Description = "How it is taken while a turn runs: followup (default), collect, steer, interrupt",
            HelpName = "MODE",
        };
        mode.AcceptOnlyFromAmong("followup", "collect", "steer", "interrupt");
        var wait = new Option<int?>("--wait")
        {
            Description = "Seconds to wait for the answer [default: until it is there]", HelpName = "N",
        };
        var key = new Option<string>("--idempotency-key")
        {
            Description = "The same key again sends nothing again, and gives the same answer", HelpName = "KEY",
        };
        var command = VerbContext.Command("send",
            """
            Send a message and print the answer as it comes. Directives count: @alias TEXT, !alias TEXT, /handoff alias,
            /return, /task TEXT, /tasks, /approve ID, /deny ID. Where the answer waits for a person, a terminal asks
            right here; elsewhere it is said how to decide.

            Examples:
              agw thread send "Summarise the open issues"
              agw thread send thr_… "@weles verify every claim"
              agw thread send "/run make test"
              agw thread send --last "And then?"
              git diff | agw thread send thr_…
            """,
            async (context, parsed) =>
            {
                var (thread, rest) = Divided(
                    parsed.GetValue(words) ?? [],
                    parsed.GetValue(CommonOptions.Last) ? References.Newest : parsed.GetValue(named));
                if (FreeText.Of(
                    rest, "TEXT", isRequired: true, FreeText.Piped).IsRejected(out var refused, out var text))
                    return context.Refuse(refused);
                var seconds = parsed.GetValue(wait);
                var arguments = Arguments.Of(
                    ("thread_id", thread), ("text", text), ("mode", parsed.GetValue(mode)),
                    ("wait_seconds", Math.Min(seconds ?? WaitLimit.Turns.SecondsMax, WaitLimit.Turns.SecondsMax)),
                    ("idempotency_key", parsed.GetValue(key)));
                return await new Answering(context, isNewThread: thread is null).RunAsync(
                    ThreadSendTool.Declaration, arguments, waitsToTheEnd: seconds is null);
            });
        command.Add(words);
        command.Add(named);
        command.Add(CommonOptions.Last);
        command.Add(mode);
        command.Add(wait);
        command.Add(key);
        return command;
    }

    /// <summary>
    /// The thread and the words of the message. A first word that is a thread's id, or the beginning of one from its
    /// prefix on, is always that thread and never the message; <c>-</c> before words is the newest thread.
    /// </summary>
    internal static (string? Thread, string[] Words) Divided(string[] given, string? named) =>
        named is not null ? (named, given)
        : given is [var first, .. var rest] && PrefixedId.Is<ThreadId>(first) ? (first, rest)
        : given is [References.Newest, _, ..] ? (References.Newest, given[1..])
        : (null, given);
}
