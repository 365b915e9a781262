using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Artifacts;

/// <summary><c>agw artifact …</c>: what work produced.</summary>
internal static class ArtifactVerbs
{
    public static Command Create() => new("artifact",
        """
        Files and results that turns, tasks and sessions produced.

        Examples:
          agw artifact list --task tsk_…
          agw artifact read art_… > report.html
        """)
    {
        ArtifactListVerb.Create(), ArtifactReadVerb.Create(),
    };
}
