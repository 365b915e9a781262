using System.CommandLine;
using AgentGateway.Runtime.Threads.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary>
/// <c>agw thread participant THREAD AGENT</c>: adds an agent beside the owner, changes or ends its part.
/// </summary>
internal static class ThreadParticipantVerb
{
    public static Command Create() => new ToolVerb<ParticipantsView>(ThreadParticipantTool.Declaration, "participant",
        """
        Let another agent answer in a thread beside its owner, and print the participants.

        Examples:
          agw thread participant thr_… weles --instruction "Verify every claim"
          agw thread participant thr_… weles --stop
        """)
    {
        Arguments = [ThreadVerbs.OfTool, VerbArgument.At("agent", "AGENT", "The agent's id or alias")],
        Show = (answer, _) => Screen.Table(
            ["AGENT", "WHEN", "ACTIVE", "INSTRUCTION"],
            answer.Participants.Select(one => (string[])[one.Agent, one.When, Show.Flag(one.Active), one.Instruction]),
            "No participants. Ask one in: agw thread participant THREAD AGENT --instruction TEXT"),
    }.Create();
}
