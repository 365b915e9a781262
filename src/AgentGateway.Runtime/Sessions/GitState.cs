using System.Diagnostics;

namespace AgentGateway.Runtime.Sessions;

/// <summary>What git says of a directory, in short. It runs nothing that the repository names: no hooks and no monitor.</summary>
internal sealed class GitState(IReadOnlyDictionary<string, string> environment)
{
    private const int CharactersMax = 4_000;

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(3);

    /// <summary>Nulls where there is no repository, no git, or no answer in time.</summary>
    public async Task<(string? Branch, string? State)> OfAsync(string directory, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Wait);
        try
        {
            using var process = Process.Start(Order(directory));
            if (process is null) return (null, null);
            try
            {
                process.StandardInput.Close();
                var buffer = new char[CharactersMax];
                var count = await process.StandardOutput.ReadBlockAsync(buffer, limit.Token);
                if (count == CharactersMax) process.Kill(entireProcessTree: true);
                else await process.WaitForExitAsync(limit.Token);
                return count < CharactersMax && process.ExitCode != 0 ? (null, null) : Read(new string(buffer, 0, count));
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                return (null, null);
            }
        }
        catch (Exception failure) when (failure is System.ComponentModel.Win32Exception or IOException or InvalidOperationException)
        {
            return (null, null);
        }
    }

    private ProcessStartInfo Order(string directory)
    {
        var order = new ProcessStartInfo("git")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["-C", directory, "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "status", "--porcelain=v1", "-b", "--untracked-files=normal"])
            order.ArgumentList.Add(argument);
        order.Environment.Clear();
        foreach (var name in (string[])["PATH", "HOME", "LANG"])
            if (environment.TryGetValue(name, out var value)) order.Environment[name] = value;
        order.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        order.Environment["GIT_TERMINAL_PROMPT"] = "0";
        return order;
    }

    /// <summary>The first line is <c>## branch...upstream [ahead 1]</c>; the others are what is changed.</summary>
    private static (string? Branch, string? State) Read(string said)
    {
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines is not [['#', '#', ' ', .. var head], .. var changes]) return (null, null);
        var branch = head.StartsWith("No commits yet on ", StringComparison.Ordinal) ? head["No commits yet on ".Length..] : head.Split("...")[0];
        return (branch, changes.Length == 0 ? "clean" : string.Join('\n', changes));
    }
}
