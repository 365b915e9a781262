using System.CommandLine;
using System.Text.Json.Nodes;
using AgentGateway.Runtime.Threads.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread delete THREAD</c>: erases a thread for good.</summary>
internal static class ThreadDeleteVerb
{
    public static Command Create()
    {
        var thread = ThreadVerbs.Thread();
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask" };
        var command = VerbContext.Command("delete",
            """
            Erase a thread for good: its texts in the record of events and in the search index, its artifacts,
            approvals, questions and ended tasks, and what was done for it in private threads. Turns that run are
            cancelled. Its id stays taken. Tasks that have not ended, and forks that begin with its messages, have to go
            first. Sessions are not the thread's and stay, with what they printed (agw session remove), and so do rules
            that --always made of its approvals. Backups that were made before still have the thread.

            At a terminal you are asked first; elsewhere say --yes. To put a thread away, archive it.

            Examples:
              agw thread delete thr_…
              agw thread delete "Release notes" --yes
            """,
            (context, parsed) => DeleteAsync(context, parsed.GetValue(thread)!, parsed.GetValue(yes)));
        command.Add(thread);
        command.Add(yes);
        return command;
    }

    private static async Task<int> DeleteAsync(VerbContext context, string given, bool isMeant)
    {
        // Read first, so that the person sees which thread it is, and this one is deleted and no other.
        var call = new JsonObject { ["thread_id"] = given, ["limit"] = 1 };
        if ((await context.CallAsync(ThreadReadTool.Declaration, call)).IsRejected(out var refused, out var read))
            return context.Refuse(refused);
        var thread = read.View.Thread;
        if (!isMeant && !Confirm(thread))
            return context.Refuse(new(
                "not_confirmed", "Nothing was deleted.", "Answer yes, or call it with --yes, to erase the thread."));
        return await context.ShowAsync(
            DaemonCalls.ThreadDelete,
            new JsonObject { ["thread_id"] = thread.Id },
            deleted => Screen.Line(
                $"{deleted.ThreadId} is deleted, with {deleted.Messages} messages."
                    + (deleted.Erased ? "" : " Its texts are still being erased.")));
    }

    /// <summary>Only a person at a terminal can say yes.</summary>
    private static bool Confirm(ThreadView thread)
    {
        if (Console.IsInputRedirected) return false;
        var open = thread.Queue.Count + (thread.ActiveTurn is null ? 0 : 1);
        var also = open > 0 ? $" {open} open turns are cancelled." : "";
        Console.Error.Write(Screen.Printable(
            $"{thread.Title} ({thread.Id}), {thread.LastSeq} messages.{also}\nErase it for good? Type yes: "));
        return Console.In.ReadLine()?.Trim() == "yes";
    }
}
