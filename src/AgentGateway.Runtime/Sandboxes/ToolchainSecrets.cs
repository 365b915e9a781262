using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Sandboxes;

/// <summary>
/// Keys and tokens that tools keep among their own files in <see cref="Toolchains"/>, by the paths that the tools
/// document. Names alone would not do: a certificate that everybody may read is called like a key, and a tool without
/// it reaches no host.
/// </summary>
internal static class ToolchainSecrets
{
    private const string Any = "*";

    /// <summary>Where a Node.js is installed, which may have settings of npm with tokens.</summary>
    private static readonly string[] OfNode =
    [
        ".asdf/installs/nodejs/*", ".fnm/node-versions/*/installation", ".local/share/fnm/node-versions/*/installation",
        ".local/share/mise/installs/node/*", ".local/share/pnpm/nodejs/*", ".nodenv/versions/*", ".npm-global",
        ".nvm/versions/io.js/*", ".nvm/versions/node/*", ".volta/tools/image/node/*",
    ];

    /// <summary>Where a Python or an environment of it is installed, which may have settings of pip and conda.</summary>
    private static readonly string[] OfPython =
    [
        ".asdf/installs/python/*", ".local/pipx/shared", ".local/pipx/venvs/*", ".local/share/mise/installs/python/*",
        ".local/share/pipx/shared", ".local/share/pipx/venvs/*", ".local/share/uv/python/*", ".local/share/uv/tools/*",
        ".pyenv/versions/*", ".pyenv/versions/*/envs/*", ".rye/py/*", ".rye/self/venv", ".rye/tools/*",
        "anaconda3", "anaconda3/envs/*", "miniconda3", "miniconda3/envs/*", "miniforge3", "miniforge3/envs/*",
    ];

    /// <summary>Where a Maven is installed, whose settings may have passwords of servers.</summary>
    private static readonly string[] OfMaven =
    [
        ".asdf/installs/maven/*", ".local/share/mise/installs/maven/*", ".sdkman/candidates/maven/*",
        ".sdkman/candidates/mvnd/*/mvn",
    ];

    /// <summary>
    /// Clones, whose remotes may be addresses with a token in them. A tool uses its repository only to update itself,
    /// so all of it is hidden: an empty directory costs a start less than a file in the place of another.
    /// </summary>
    private static readonly string[] Clones =
    [
        ".asdf", ".asdf/plugins/*", ".jenv", ".local/share/mise/plugins/*", ".nodenv", ".nodenv/plugins/*", ".nvm",
        ".opam/repo/*", ".pyenv", ".pyenv/plugins/*", ".rbenv", ".rbenv/plugins/*",
    ];

    /// <summary>Files, and the directories in which they may be; most of these do not exist, and are looked at once.</summary>
    private static readonly (string[] Directories, string[] Files)[] Places =
    [
        (OfNode, ["etc/npmrc", "lib/node_modules/npm/npmrc", "npmrc", ".npmrc"]),
        (OfPython, ["pip.conf", ".condarc", "condarc", "condarc.d", "etc/conda/.condarc", "etc/conda/condarc"]),
        (OfMaven, ["conf/settings.xml", "conf/settings-security.xml"]),
        (Clones, [".git"]),
        ([".asdf/installs/ruby/*", ".local/share/mise/installs/ruby/*", ".rbenv/versions/*"], ["etc/gemrc"]),
        ([".sdkman/candidates/gradle/*"], ["gradle.properties", "init.d"]),
        ([".rye"], ["config.toml", "credentials"]),
        ([".dotnet"], ["corefx"]),
        ([".local/share/uv"], ["credentials"]),
        ([".opam/plugins"], ["opam-publish"]),
    ];

    /// <summary>
    /// Those that exist, as they are reached from the home and in their real places, where these differ.
    /// </summary>
    /// <param name="home">The home directory, in its real place.</param>
    public static IEnumerable<string> Of(string home) =>
        Places
            .SelectMany(place => place.Directories
                .SelectMany(directory => Find(home, directory.Split('/'), 0))
                .SelectMany(directory => place.Files.Select(file => Path.Combine(directory, file))))
            .Where(Path.Exists)
            .SelectMany(path => WorkspaceLinks.Is(path) ? [RealPath.Of(path)] : new[] { path, RealPath.Of(path) })
            .OfType<string>()
            .Distinct();

    /// <summary>A link among versions is passed over: it leads to another version, which is found by its own name.</summary>
    private static IEnumerable<string> Find(string directory, string[] names, int at)
    {
        if (at == names.Length) return Directory.Exists(directory) ? [directory] : [];
        if (names[at] != Any) return Find(Path.Combine(directory, names[at]), names, at + 1);
        return Directory.Exists(directory)
            ? Directory.EnumerateDirectories(directory).Where(path => !WorkspaceLinks.Is(path))
                .SelectMany(path => Find(path, names, at + 1))
            : [];
    }
}
