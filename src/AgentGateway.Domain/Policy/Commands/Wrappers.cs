using System.Buffers;
using System.Collections.Frozen;

namespace AgentGateway.Domain.Policy.Commands;

/// <summary>Programs that run other programs. None of them is approved for always.</summary>
internal static class Wrappers
{
    private static readonly FrozenSet<string> Names = (
        "env nice nohup timeout gtimeout time stdbuf setsid ionice chrt taskset command builtin exec busybox toybox xargs parallel sudo doas su runuser pkexec "
        + "chroot unshare nsenter bwrap firejail flock watch script strace ltrace gdb valgrind perf eval ssh systemd-run systemd-inhibit dbus-run-session xvfb-run rlwrap unbuffer "
        + "expect socat at batch start-stop-daemon daemonize setarch linux32 linux64 fakeroot proot torsocks torify proxychains proxychains4 npx pnpx bunx uvx pipx "
        + "entr inotifywait fswatch nodemon direnv nix-shell nix poetry pipenv conda bundle rbenv pyenv asdf mise setpriv capsh prlimit numactl cpulimit "
        + "sem mosh sshpass autossh caffeinate open xdg-open screen tmux dtach abduco zellij coproc run-parts ld.so ld-linux-x86-64.so.2 qemu-x86_64 wine "
        + "chronic ifne xe rush pee vipe lldb gdbserver rr ccache distcc bear scan-build sccache tsocks faketime datefudge eatmydata cgexec machinectl toolbox distrobox steam-run apptainer "
        + "singularity enroot buildah guix volta nvm fnm rye pdm hatch uv ld-linux.so.2 ld-linux-aarch64.so.1 ld-linux-armhf.so.3 "
        + "choom tsp ts chpst softlimit s6-setuidgid gosu su-exec tini dumb-init catchsegv hyperfine").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>These take shell lines in their words.</summary>
    private static readonly FrozenSet<string> Scripts = new[]
    {
        "eval", "su", "runuser", "gdb", "lldb", "ssh", "watch", "parallel", "sem", "script", "flock", "at", "batch", "nix-shell", "tmux", "screen", "socat", "entr", "mosh", "sshpass", "autossh", "env",
        "expect", "hyperfine", "nodemon",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] Interpreters =
    [
        "python", "pypy", "perl", "ruby", "node", "nodejs", "deno", "bun", "php", "lua", "awk", "gawk", "mawk", "nawk", "tclsh", "wish", "osascript", "Rscript", "pwsh", "powershell",
        "java", "jshell", "groovy", "scala", "erl", "elixir", "iex", "ghc", "runghc", "guile", "racket", "clojure", "julia", "octave", "sqlite3", "psql", "mysql", "vim", "vi", "view", "nvim",
        "ex", "ed", "emacs", "m4", "bc", "dc", "irb", "ts-node", "tsx", "csi", "fsi", "ftp", "lftp", "qjs", "jrunscript",
    ];

    /// <summary>They run what a file of the workspace says, or what somebody types while they show something: their words do not tell.</summary>
    private static readonly FrozenSet<string> Runners = (
        "make gmake bmake ninja just task rake ant mvn mvnw gradle gradlew tox nox scons waf meson bazel less more most man info nano pico mc ranger pg").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Verbs by which a tool runs what a file of the workspace says, or another program.</summary>
    private static readonly FrozenDictionary<string, string[]> RunningVerbs = new Dictionary<string, string[]>
    {
        ["npm"] = ["run", "run-script", "rum", "urn", "test", "t", "tst", "start", "stop", "restart", "exec", "x", "init", "create", "explore", "edit"],
        ["pnpm"] = ["run", "test", "t", "start", "exec", "dlx", "create"],
        ["yarn"] = ["run", "test", "start", "exec", "dlx", "create", "node"],
        ["composer"] = ["run", "run-script", "exec"],
        ["cargo"] = ["run", "r"],
        ["go"] = ["run", "generate", "tool"],
        ["dotnet"] = ["run", "exec", "script", "watch", "fsi", "msbuild"],
        ["mix"] = ["run", "cmd"],
        ["swift"] = ["run"],
        ["stack"] = ["run", "exec", "runghc"],
        ["cabal"] = ["run", "exec"],
        ["ip"] = ["exec", "netns"],
        ["flatpak"] = ["run"],
        ["snap"] = ["run"],
        ["kubectl"] = ["exec"],
        ["gh"] = ["alias", "extension"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Tools of everyday that run code only where one of these words tells them to.</summary>
    private static readonly FrozenDictionary<string, string[]> Telling = new Dictionary<string, string[]>
    {
        ["tar"] = ["-I", "-F", "--to-command", "--checkpoint-action", "--use-compress-program", "--info-script", "--rsh-command", "--new-volume-script"],
        ["zip"] = ["-TT", "--unzip-command"],
        ["cmake"] = ["-P", "-E", "--build"],
        ["fd"] = ["-x", "-X", "--exec", "--exec-batch"],
        ["fdfind"] = ["-x", "-X", "--exec", "--exec-batch"],
        ["hg"] = ["--config", "--ssh", "-e"],
        ["svn"] = ["--config-option", "--editor-cmd", "--diff-cmd"],
        ["scp"] = ["-S", "-o", "-F"],
        ["sftp"] = ["-S", "-o", "-F"],
        ["git"] = ["-c", "--exec-path", "--exec", "-x", "--upload-pack", "--receive-pack", "--ext-diff", "--textconv", "--config-env", "--open-files-in-pager", "-O"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> GitVerbs = new[] { "foreach", "run", "filter-branch", "difftool", "mergetool", "daemon", "instaweb", "web--browse", "shell" }
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly SearchValues<char> VersionCharacters = SearchValues.Create("0123456789.-");

    public static bool IsWrapper(string name) => Names.Contains(name);

    public static bool TakesScripts(string name) => Scripts.Contains(name);

    /// <summary>Whether code may stand in its words: <c>python3.11</c> as well as <c>python</c>.</summary>
    public static bool IsInterpreter(string name) =>
        Interpreters.Any(known => name == known || (name.StartsWith(known, StringComparison.Ordinal) && name.AsSpan(known.Length).IndexOfAnyExcept(VersionCharacters) < 0));

    /// <summary>Whether what it runs stands elsewhere than in its words.</summary>
    public static bool IsRunner(string name, IReadOnlyList<string> words) =>
        Runners.Contains(name)
        || (RunningVerbs.TryGetValue(name, out var verbs) && words.Skip(1).Any(verbs.Contains))
        || (name == "dotnet" && words.Skip(1).Any(word => word.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether a tool of everyday is told to run something else.</summary>
    public static bool TellsToRun(string name, IReadOnlyList<string> words) =>
        Telling.TryGetValue(name, out var options)
        && words.Skip(1).Any(word => options.Any(option => KnownPrograms.IsOption(word, option) || word.StartsWith(option, StringComparison.Ordinal))
            || word.StartsWith("SHELL=", StringComparison.Ordinal)
            || (name == "git" && (GitVerbs.Contains(word) || word.Contains("ext::", StringComparison.Ordinal) || word.StartsWith("alias.", StringComparison.Ordinal))));
}
