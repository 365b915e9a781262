using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Artifacts;

/// <summary><c>agw artifact …</c>: files and results that work produced.</summary>
internal static class ArtifactVerbs
{
    public static Command Create(ReadOnlyMemory<string> words) => Verb.Group(
        new("artifact",
            """
            Files and results that turns, tasks and sessions produced.

            Examples:
              agw artifact list --task tsk_…
              agw artifact read art_… > report.html
            """),
        words,
        new("list", ArtifactListVerb.Create),
        new("read", ArtifactReadVerb.Create));
}
