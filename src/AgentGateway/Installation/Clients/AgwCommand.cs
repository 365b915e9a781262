using AgentGateway.Data;

namespace AgentGateway.Installation.Clients;

/// <summary>How a client starts agw.</summary>
/// <param name="Launcher">The program, and what comes before its verb.</param>
/// <param name="Data">The data directory; null for the usual one.</param>
internal sealed record AgwCommand(IReadOnlyList<string> Launcher, string? Data)
{
    public const string Name = "agw";

    /// <summary>The words that start the MCP server.</summary>
    public IReadOnlyList<string> Server => [.. Launcher, "mcp", .. Data is null ? [] : new[] { "--data", Data }];

    /// <summary>The words that take a hook. Hooks need no directory: the session tells them where to report.</summary>
    public IReadOnlyList<string> Hook => [.. Launcher, "hook"];

    /// <param name="program">How this program is started again.</param>
    /// <param name="path">The variable <c>PATH</c>.</param>
    /// <param name="real">The file behind links; null where there is none.</param>
    /// <returns>By its name alone where <c>PATH</c> finds this program by it.</returns>
    public static AgwCommand Of(
        IReadOnlyList<string> program, DataDirectory data, string path, Func<string, string?> real)
    {
        var found = path.Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => real(Path.Combine(folder, Name)))
            .FirstOrDefault(file => file is not null);
        var isFound = program.Count == 1 && found is not null && found == real(program[0]);
        return new(isFound ? [Name] : program, data.Path == DataDirectory.Usual.Path ? null : data.Path);
    }

    /// <summary>Whether a client's words call the hook of agw, of this installation or of another one.</summary>
    public static bool IsHook(IReadOnlyList<string> words) =>
        words is [.., var program, "hook"] && Path.GetFileName(program) is Name or Name + ".dll";
}
