using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread …</c>: the conversations, one file per verb.</summary>
internal static class ThreadVerbs
{
    public static Argument<string> Thread() => new("THREAD") { Description = "The thread's id, thr_…" };

    public static Command Create() => new("thread",
        """
        Talk with agents, and look after the conversations.

        Examples:
          agw thread send "What can you do?"                  a new thread
          agw thread send thr_… "And then?"                   go on in it
          agw thread send thr_… "@weles verify every claim"   add a participant
          agw thread send thr_… "/handoff rarog"              hand over to another agent
        """)
    {
        ThreadNewVerb.Create(), ThreadListVerb.Create(), ThreadReadVerb.Create(), ThreadSendVerb.Create(), ThreadFollowVerb.Create(),
        ThreadSearchVerb.Create(), ThreadHandoffVerb.Create(), ThreadReturnVerb.Create(), ThreadCancelVerb.Create(), ThreadForkVerb.Create(),
        ThreadRenameVerb.Create(), ThreadArchiveVerb.Create(), ThreadPromptVerb.Create(),
    };
}
