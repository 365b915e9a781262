using AgentGateway.Terminal.ProcessSessions;
using AgentGateway.Terminal.Status;

namespace AgentGateway.Terminal.Tests.Status;

/// <summary>Which of the processes in front is the program, and what it says of the status.</summary>
public sealed class FrontProgramTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("claude", "Claude Code", "claude")]
    [InlineData("claude", "Claude Code", "/usr/bin/claude|--continue")]
    [InlineData("claude", "Claude Code", "sh|-c|trap; \"$@\"|sh|claude", "claude")]
    [InlineData("claude", "Claude Code", "bwrap|--|sh", "bwrap|--|sh", "/bin/sh|-c|claude; true", "claude")]
    [InlineData("claude", "Claude Code", "env|-i|claude", "node|--no-warnings|/usr/local/bin/claude")]
    [InlineData("cli", "Claude Code", "npm exec claude", "sh|-c|cli",
        "node|/x/node_modules/@anthropic-ai/claude-code/cli.js")]
    [InlineData("claude", "Claude Code", "/bin/sh|/usr/local/bin/claude")]
    [InlineData("claude", "Claude Code", "bash", "claude")]
    [InlineData("bash", "shell", "-bash")]
    [InlineData("bash", "shell", "bwrap|bash", "bwrap|bash", "bash|-l")]
    [InlineData("python3", "Python prompt", "python3|-q")]
    [InlineData("python3.11", "Python prompt", "/usr/bin/python3.11")]
    [InlineData("less", "editors and pagers", "git|log", "less|-R")]
    [InlineData("build", null, "python3|build.py", "cc|-c|x.c")]
    // Of a package that no file names, also in files that name none.
    [InlineData("cli", null, "node|/x/node_modules/another-package/cli.js")]
    [InlineData("cli", "Qwen Code", "node|/x/node_modules/@qwen-code/qwen-code/cli.js")]
    [InlineData("build.sh", null, "bash|-e|build.sh", "make")]
    [InlineData("build.sh", null, "bash|-o|pipefail|build.sh", "make")]
    [InlineData("pytest", null, "python|-m|pytest|-q")]
    [InlineData("sleep", null, "sh|-c|sleep 20; true", "sleep|20")]
    [InlineData("sh", null, "sh|-c|read x")]
    public void The_program_is_found_however_it_was_started(string name, string? program, params string[] front)
    {
        var found = FrontProgram.Of(
            [.. front.Select((words, index) => new FrontProcess(index + 1, words.Split('|')))],
            PatternLibrary.Embedded)!;
        Assert.Equal((name, program), (found.Name.Name, found.IsKnown ? found.Patterns!.File.Program : null));
    }

    [Fact]
    public void A_program_without_a_command_line_is_no_program() =>
        Assert.Null(FrontProgram.Of([new(1, [""])], PatternLibrary.Embedded));

    [Theory]
    [InlineData("bash", true, true, "$", "idle")]
    [InlineData("bash", true, true, "anything that a person likes", "idle")]
    // The line was taken, and its command has not begun.
    [InlineData("bash", true, true, "", null)]
    [InlineData("bash", false, true, "$", "working")]
    [InlineData("bash", true, false, "$", "working")]
    [InlineData("dash", false, true, "$", null)]
    [InlineData("sleep|20", false, false, "$ sleep 20", "working")]
    [InlineData("claude", true, false, "", null)]
    [InlineData("claude|-p|x", false, false, "", "working")]
    [InlineData("htop", true, false, "", null)]
    [InlineData("bash", null, true, "$", null)]
    public void The_terminal_says_who_waits(
        string words, bool? isKeyByKey, bool isShellWaiting, string cursorLine, string? status)
    {
        var evidence = ForegroundEvidence.Of(Look(words, isKeyByKey, isShellWaiting), new(cursorLine), Now);
        Assert.Equal(status, evidence is null ? null : StatusNames.Of(evidence.Status));
    }

    [Fact]
    public void A_line_that_is_on_its_way_keeps_a_shell_from_being_idle()
    {
        var look = Look("bash", isKeyByKey: true, isShellWaiting: true) with { IsInputTaken = false };
        Assert.Equal(SessionStatus.Working, ForegroundEvidence.Of(look, new("$"), Now)?.Status);
        Assert.False(ForegroundEvidence.MayPrompt(Look("dash", false, true) with { IsInputTaken = false }));
    }

    [Fact]
    public void Only_the_prompt_of_a_shell_without_a_line_editor_is_told_by_its_look()
    {
        Assert.True(ForegroundEvidence.MayPrompt(Look("dash", false, true)));
        Assert.True(ForegroundEvidence.MayPrompt(Look("bash|--noediting", false, true)));
        Assert.False(ForegroundEvidence.MayPrompt(Look("bash", false, true)));
        Assert.False(ForegroundEvidence.MayPrompt(Look("dash", false, false)));
    }

    [Theory]
    [InlineData("rm|-i|x", false, false, true)]
    [InlineData("sh|-c|read x", false, false, true)]
    [InlineData("bash", false, false, true)]
    // What is followed is another program's text.
    [InlineData("tail|-f|build.log", false, false, false)]
    // A prompt, an editor, a full screen and an agent ask nothing in this way.
    [InlineData("bash", true, false, false)]
    [InlineData("vim|notes", true, false, false)]
    [InlineData("less", true, false, false)]
    [InlineData("unknown", true, true, false)]
    [InlineData("claude", true, false, false)]
    public void Rules_for_unknown_programs_hold_where_nothing_better_is_known(
        string words, bool isKeyByKey, bool isFullScreen, bool may) =>
        Assert.Equal(
            may, ForegroundEvidence.MayAsk(Look(words, isKeyByKey, true) with { IsFullScreen = isFullScreen }));

    private static FrontLook Look(string words, bool? isKeyByKey, bool isShellWaiting) => new(
        FrontProgram.Of([new(1, words.Split('|'))], PatternLibrary.Embedded)!,
        isKeyByKey,
        isShellWaiting,
        IsInputTaken: true,
        IsFullScreen: false);
}
