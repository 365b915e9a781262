using System.Collections.Frozen;
using AgentGateway.ShellPolicy.Entries;
using AgentGateway.ShellPolicy.State;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>Variables that decide what other programs load or run.</summary>
internal static class Variables
{
    private static readonly FrozenSet<string> Dangerous = (
        "PATH CDPATH PAGER MANPAGER BASH_ENV ENV SHELLOPTS BASHOPTS PS4 PROMPT_COMMAND PYTHONPATH PYTHONSTARTUP "
        + "PYTHONHOME PYTHONINSPECT PERL5LIB PERL5OPT PERL5DB PERLLIB RUBYOPT RUBYLIB NODE_OPTIONS NODE_PATH LESSOPEN "
        + "LESSCLOSE GCONV_PATH JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS CLASSPATH DOTNET_STARTUP_HOOKS "
        + "CORECLR_PROFILER CORECLR_ENABLE_PROFILING CORECLR_PROFILER_PATH EDITOR VISUAL BROWSER SSH_ASKPASS "
        + "SUDO_ASKPASS RSYNC_RSH CVS_RSH SVN_SSH HOSTALIASES RES_OPTIONS NLSPATH LUA_INIT LUA_PATH LUA_CPATH AWKPATH "
        + "AWKLIBPATH R_PROFILE TAR_OPTIONS MAKEFLAGS SHELL XDG_CONFIG_HOME ZDOTDIR PHPRC GUILE_LOAD_PATH AGW_HOOK_URL "
        + "AGW_HOOK_TOKEN CARGO_HOME RUSTC_WRAPPER GOFLAGS GOROOT").Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] DangerousBeginnings =
        ["LD_", "DYLD_", "GIT_", "npm_config_", "NPM_CONFIG_", "BASH_FUNC_", "CARGO_TARGET_"];

    private static readonly FrozenSet<string> Harmless = (
        "GIT_PAGER_IN_USE GIT_OPTIONAL_LOCKS GIT_TERMINAL_PROMPT GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_AUTHOR_DATE "
        + "GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL GIT_COMMITTER_DATE").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether an assignment without a command behind it matters for all that follow.</summary>
    public static bool ChangesWhatRuns(string name) =>
        name is "PATH" or "CDPATH" or "BASH_ENV" or "ENV" || name.StartsWith("LD_", StringComparison.Ordinal);

    /// <summary>Whether a value holds what a shell runs when it computes, prompts or evaluates.</summary>
    public static bool MayRunLater(string value) =>
        value.Contains("$(", StringComparison.Ordinal) || value.Contains('`', StringComparison.Ordinal)
        || value.Contains("${ ", StringComparison.Ordinal);

    public static string RunLater(string value) => $"the value {Marks.Shown(value)}, which a shell may run later";

    /// <param name="value">Null when it is not known.</param>
    public static void Judge(string name, string? value, ShellState state, ProgramContext context)
    {
        if (!IsDangerous(name) || IsHarmlessPager(name, value)) return;
        context.Findings.NotUnderstood($"what else is run, which {Marks.Shown(name)} decides");
        if (value is null) return;
        context.Findings.RunsWritten(value, state, script => context.Script(script, state.Copy()));
        if (value.Contains(' ', StringComparison.Ordinal))
            context.Inner.Look(Marks.Shown(value.TrimStart('|', '!')), state);
    }

    private static bool IsDangerous(string name) =>
        !Harmless.Contains(name)
        && (Dangerous.Contains(name) || Marks.In(name)
            || DangerousBeginnings.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal)));

    /// <summary>Pagers that show and do nothing else; agents set them so that nothing waits for a key.</summary>
    private static bool IsHarmlessPager(string name, string? value) =>
        name is "PAGER" or "GIT_PAGER" or "MANPAGER"
            && value is "" or "cat" or "less" or "more" or "/bin/cat" or "/usr/bin/cat";
}
