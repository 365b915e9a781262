using System.CommandLine;
using AgentGateway.Runtime.Threads.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary>
/// <c>agw thread pin THREAD</c> and <c>agw thread unpin THREAD</c>: a thread stands at the top of the list, or no
/// longer.
/// </summary>
internal static class ThreadPinVerb
{
    public static Command Create()
    {
        var undo = new Option<bool>("--undo") { Description = "The same as unpin" };
        return Create(
            "pin",
            """
            List a thread before the others.

            Examples:
              agw thread pin thr_…
              agw thread unpin thr_…
            """,
            [undo],
            parsed => !parsed.GetValue(undo));
    }

    public static Command CreateUnpin() => Create(
        "unpin",
        """
        List a thread by its last change again.

        Example:
          agw thread unpin thr_…
        """,
        [],
        _ => false);

    private static Command Create(
        string name, string description, IReadOnlyList<Option> options, Func<ParseResult, bool> isPinned) =>
        new ToolVerb<ThreadEnvelope>(ThreadUpdateTool.Declaration, name, description)
        {
            Arguments =
            [
                ThreadVerbs.OfTool, VerbArgument.Hidden("title"), VerbArgument.Hidden("archived"),
                    VerbArgument.Hidden("pinned"),
            ],
            Options = options,
            Complete = (parsed, call) =>
            {
                call["pinned"] = isPinned(parsed);
                return null;
            },
            Show = (answer, _) => Screen.Line(
                answer.Thread.Pinned ? "The thread is pinned." : "The thread is no longer pinned."),
        }.Create();
}
