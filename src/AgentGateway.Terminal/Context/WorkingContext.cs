namespace AgentGateway.Terminal.Context;

/// <summary>
/// The files in which work is prepared, planned, logged and summed up, the same for every agent, so that one can go on
/// where another stopped. They live in <c>.agw/context</c> of a workspace.
/// </summary>
public static class WorkingContext
{
    public const string Folder = ".agw/context";

    private const string UnknownGoal = "The goal, and how to see that it is reached.";

    /// <summary>The files in the order in which they are written, as they stand before the work.</summary>
    public static IReadOnlyList<ContextFile> Templates(string workspace, string? goal) =>
    [
        new("background.md", "Written before work: the task, and what is known.",
            $"""
            # Background: {workspace}

            Written before work begins.

            ## Goal
            {(string.IsNullOrWhiteSpace(goal) ? UnknownGoal : goal.Trim())}

            ## What is known
            Where the code is that matters, how it works today, what was decided before.

            ## Limits
            What must not change. What is out of scope.

            """),
        new("plan.md", "Written before coding: the steps, each with how it is checked.",
            $"""
            # Plan: {workspace}

            Written before coding; changed when the work shows that it was wrong, with a word on why.

            ## Steps
            1. [ ] Step — how it is checked

            ## Risks
            What could go wrong, and what would then be done.

            ## Open questions

            """),
        new("working-log.md", "Kept during work: what was done, found and decided, with the time.",
            $"""
            # Working log: {workspace}

            Kept during work, newest last. Each entry begins with its time in UTC (YYYY-MM-DD HH:MM).

            """),
        new("results-summary.md", "Written at the end, ready for a pull request.",
            $"""
            # Results: {workspace}

            Ready to be the text of a pull request.

            ## What changed

            ## Why

            ## How it was checked

            ## What is left

            """),
    ];

    /// <summary>
    /// Makes the files that are missing in a workspace; what is there is left alone. Answers the paths that were made.
    /// </summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static async Task<IReadOnlyList<string>> EnsureAsync(
        string directory, string workspace, string? goal, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(directory, Folder);
        Directory.CreateDirectory(folder);
        var made = new List<string>();
        foreach (var file in Templates(workspace, goal))
        {
            var path = Path.Combine(folder, file.Name);
            if (File.Exists(path)) continue;
            // Only a file that is new: a link that leads nowhere yet would be followed otherwise.
            await using var writer = new StreamWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write));
            await writer.WriteAsync(file.Text.AsMemory(), cancellationToken);
            made.Add(path);
        }

        return made;
    }
}

/// <summary>A file of the working context: its name, what it is for, and what stands in it at first.</summary>
public sealed record ContextFile(string Name, string Purpose, string Text);
