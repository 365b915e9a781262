using System.CommandLine;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread …</c>: the conversations, one file per verb.</summary>
internal static class ThreadVerbs
{
    /// <summary>The thread that a verb is about.</summary>
    public static VerbArgument OfTool { get; } =
        VerbArgument.At(
            "thread_id", "THREAD", "The thread: its id, its title, or the beginning of one") with { IsRequired = true };

    /// <summary>The same for a verb that is no tool.</summary>
    public static Argument<string> Thread() => new("THREAD") { Description = OfTool.Description };

    /// <summary>Who sent a message, and from which client; its directory where that is not the thread's.</summary>
    public static string Author(MessageView message, string? workspace = null)
    {
        var (client, directory) = (message.Client?.Name, message.Client?.Directory);
        return Show.Creator(
            message.Author, directory is null || directory == workspace ? client : $"{client} in {directory}");
    }

    public static Command Create(ReadOnlyMemory<string> words) => Verb.Group(
        new("thread",
            """
            Talk with agents, and look after the conversations.

            Examples:
              agw thread send "What can you do?"                  a new thread
              agw thread send thr_… "And then?"                   go on in it
              agw thread send thr_… "@weles verify every claim"   add a participant
              agw thread send thr_… "/handoff rarog"              hand over to another agent
            """),
        words,
        new("new", ThreadNewVerb.Create),
        new("list", ThreadListVerb.Create),
        new("read", ThreadReadVerb.Create),
        new("send", ThreadSendVerb.Create),
        new("follow", ThreadFollowVerb.Create),
        new("search", ThreadSearchVerb.Create),
        new("handoff", ThreadHandoffVerb.Create),
        new("return", ThreadReturnVerb.Create),
        new("cancel", ThreadCancelVerb.Create),
        new("retry", ThreadRetryVerb.Create),
        new("fork", ThreadForkVerb.Create),
        new("rename", ThreadRenameVerb.Create),
        new("archive", ThreadArchiveVerb.Create),
        new("pin", ThreadPinVerb.Create),
        new("unpin", ThreadPinVerb.CreateUnpin),
        new("delete", ThreadDeleteVerb.Create),
        new("wait", ThreadWaitVerb.Create),
        new("participant", ThreadParticipantVerb.Create),
        new("delegate", ThreadDelegateVerb.Create),
        new("prompt", ThreadPromptVerb.Create));
}
