using System.CommandLine;
using AgentGateway.Views;

namespace AgentGateway.Cli.Verbs.Policy;

/// <summary><c>agw policy places</c>: the lists of paths by which calls are judged.</summary>
internal static class PolicyPlacesVerb
{
    public static Command Create() => VerbContext.Command("places",
        """
        List the paths by which calls are judged: which directories cannot be a workspace, which files are secrets,
        which are executed later, and which are the gateway's own.

        Example:
          agw policy places
        """,
        (context, _) => context.ShowAsync(DaemonCalls.PolicyPlaces, [], answer =>
        {
            Print("No workspace, so that nothing is written there without an approval", answer.NoWorkspace);
            Print("Secrets, by name wherever they lie (R3 to read and to write)", answer.Secret);
            Print("Executed later in a workspace (R2 to write)", answer.RunsLaterInWorkspace);
            Print("The same deeper in a workspace, where it is there when a sandbox starts", [answer.DeeperBound]);
            if (answer.Deeper is { } deeper) Print(TitleOf(deeper), deeper.Paths);
            Print("Executed or obeyed later at home (R3 to write, wherever the workspace is)", answer.RunsLaterAtHome);
            Print("The gateway's own (R4 to write)", answer.Gateway);
        }));

    private static string TitleOf(DeeperPathsView deeper) =>
        $"Of these, in {deeper.Root}" + (deeper.IsAll
            ? ""
            : "; it goes further than a sandbox looks, and what lies there is not protected");

    private static void Print(string title, IReadOnlyList<string> paths)
    {
        Screen.Line(title);
        foreach (var path in paths) Screen.Line($"  {path}");
    }
}
