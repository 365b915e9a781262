using System.CommandLine;
using System.Text.Json.Nodes;
using AgentGateway.Runtime.Attention;

namespace AgentGateway.Cli.Verbs;

/// <summary><c>agw inbox</c>: what waits for the person, and what is new.</summary>
internal static class InboxVerb
{
    /// <summary>A prompt is not held up for longer.</summary>
    private static readonly TimeSpan CountLimit = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var seen = new Option<bool>("--seen")
        {
            Description = "What is new counts as seen, as it does when it is shown at a terminal",
        };
        var count = new Option<bool>("--count")
        {
            Description = "Only a short text for a prompt; nothing where there is nothing or no daemon runs",
        };
        var command = VerbContext.Command("inbox",
            """
            Show what waits for you: approvals, questions, sessions whose program asks for something, and blocked tasks;
            and what is new since you last looked: replies of agents and tasks that failed. Each has the command that
            deals with it.

            What a terminal has shown counts as looked at; elsewhere say --seen.

            --count is for a prompt: it prints 2! where two things wait for you, and 3 where nothing waits and three
            are new.

            Examples:
              agw inbox
              agw inbox --json
              agw inbox --seen > inbox.txt
              PS1='$(agw inbox --count) \w \$ '
            """,
            (context, parsed) => parsed.GetValue(count)
                ? CountAsync(context)
                : context.ShowAsync(
                    DaemonCalls.Inbox,
                    new JsonObject
                    {
                        ["seen"] = parsed.GetValue(seen) || (!context.IsJson && Screen.Style.IsTerminal),
                    },
                    Print));
        command.Add(seen);
        command.Add(count);
        return command;
    }

    /// <summary>How much there is, in a line.</summary>
    public static string Told(AttentionCountsView counts) => counts switch
    {
        { Waiting: 0, Unseen: 0 } => "empty",
        { Waiting: 0 } => $"{counts.Unseen} new: agw inbox",
        { Unseen: 0 } => $"{Waiting(counts)}: agw inbox",
        _ => $"{Waiting(counts)}, {counts.Unseen} new: agw inbox",
    };

    /// <summary>How much there is, for a prompt; empty where there is nothing.</summary>
    public static string Short(AttentionCountsView counts) =>
        counts.Waiting > 0 ? $"{counts.Waiting}!" : counts.Unseen > 0 ? $"{counts.Unseen}" : "";

    private static string Waiting(AttentionCountsView counts) =>
        counts.Waiting == 1 ? "1 waits for you" : $"{counts.Waiting} wait for you";

    /// <summary>A prompt is no place for errors: where nothing can be told, nothing is printed.</summary>
    private static async Task<int> CountAsync(VerbContext context)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        limit.CancelAfter(CountLimit);
        try
        {
            if ((await ControlClient.ConnectAsync(context.Data, limit.Token)).IsRejected(out _, out var client))
                return ExitCodes.Done;
            using (client)
            {
                var answer = await client.CallAsync(DaemonCalls.Inbox, [], null, limit.Token);
                if (!answer.IsRejected(out _, out var inbox) && Short(inbox.View.Counts) is { Length: > 0 } text)
                    Screen.Line(text);
            }
        }
        catch (OperationCanceledException)
        {
            // The daemon is busy; the next prompt asks again.
        }

        return ExitCodes.Done;
    }

    /// <summary>
    /// At a terminal the command stands under the sentence, so that both are whole; elsewhere all is one row.
    /// </summary>
    public static (string[] Headings, IEnumerable<string[]> Rows) Table(AttentionView inbox, bool isTerminal) =>
        isTerminal
            ? (["KIND", "AGE", "WHAT"], inbox.Items.SelectMany(item => (string[][])
                [[item.Kind, Show.When(item.Since), item.Text], ["", "", item.Command]]))
            : (["KIND", "ID", "SINCE", "NEXT", "WHAT"], inbox.Items.Select(item => (string[])
                [item.Kind, item.Id, Show.When(item.Since), item.Command, item.Text]));

    private static void Print(AttentionView inbox)
    {
        var (headings, rows) = Table(inbox, Screen.Style.IsTerminal);
        Screen.Table(
            headings, rows, "Nothing waits for you, and nothing is new. Everything that agents said: agw thread list");
    }
}
