using AgentGateway.Domain.Policy;
using AgentGateway.Posix;
using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Sandboxes;

/// <summary>
/// Compilers, interpreters and tools that a person installed below the home directory. Sandboxes show them read-only,
/// so that ordinary work finds its programs.
/// </summary>
internal static class Toolchains
{
    /// <summary>
    /// Where the usual installers put them. Caches and settings are not among them: they may hold secrets.
    /// </summary>
    private static readonly string[] Usual =
    [
        ".asdf", ".bun", ".cargo/bin", ".deno/bin", ".dotnet", ".fnm", ".ghcup/bin", ".jdks", ".jenv", ".local/bin",
        ".local/lib", ".local/pipx", ".local/share/fnm", ".local/share/mise", ".local/share/pipx", ".local/share/pnpm",
        ".local/share/uv", ".nodenv", ".npm-global", ".nvm", ".opam", ".pyenv", ".rbenv", ".rustup", ".rye", ".sdkman",
        ".volta", "anaconda3", "go/bin", "miniconda3", "miniforge3",
    ];

    /// <summary>Those that exist: the usual ones, and directories of the search path that lie at home.</summary>
    /// <param name="home">The home directory, in its real place.</param>
    /// <param name="searchPath">The variable PATH of what runs inside.</param>
    public static IEnumerable<string> Of(string home, string? searchPath)
    {
        var usual = Usual.Select(name => Path.Combine(home, name)).Where(Directory.Exists).ToList();
        var named = SearchPath.Directories(searchPath)
            .Select(RealPath.Of)
            .OfType<string>()
            .Where(path => path != home && PathText.IsInside(home, path) && !SecretPaths.Looks(path))
            .Where(path => !usual.Any(directory => PathText.IsInside(directory, path)));
        return usual.Concat(named).Distinct();
    }
}
