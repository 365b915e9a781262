using System.Text;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Sessions;

namespace AgentGateway.Runtime.Tests.Sessions;

/// <summary>What is typed to shells, and what they make of it: tried on those that are installed.</summary>
public sealed class ShellLineTests
{
    private static readonly CommandId Id = new("cmd_01abc");

    [Theory]
    [InlineData("bash", "", ShellLineKind.Bash, true)]
    [InlineData("/usr/bin/bash", "-l --rcfile /etc/x -o vi", ShellLineKind.Bash, true)]
    [InlineData("bash", "--norc --noediting -i", ShellLineKind.Bash, false)]
    [InlineData("-zsh", "", ShellLineKind.Bash, true)]
    [InlineData("/bin/sh", "-i", ShellLineKind.Posix, null)]
    [InlineData("mksh", "", ShellLineKind.Korn, true)]
    [InlineData("fish", "--no-config", ShellLineKind.Fish, true)]
    internal void A_shell_to_type_to_is_known(string program, string args, ShellLineKind kind, bool? hasEditor) =>
        Assert.Equal(new ShellLineReader(kind, hasEditor), ShellLineReader.Of(program, Split(args)));

    [Theory]
    [InlineData("vim", "")]
    [InlineData("bash", "-c|echo hello")]
    [InlineData("bash", "-lc|echo hello")]
    [InlineData("bash", "script.sh")]
    [InlineData("bash", "--|script.sh")]
    [InlineData("fish", "--command|ls")]
    [InlineData("python3", "-i")]
    [InlineData("tcsh", "")]
    public void What_is_no_shell_or_was_given_something_to_run_is_not_typed_to(string program, string args) =>
        Assert.Null(ShellLineReader.Of(program, Split(args)));

    public static TheoryData<string, string> Commands()
    {
        string[] texts =
        [
            "echo hello; false",
            "printf %s \"it's\" 'a \"b\"' \\\\ '$HOME' `echo x` | cat; exit_code() { return 3; }; exit_code",
            "echo 'yes !x !! !$'; (exit 4)",
            "printf '<%s>\\n' 'a\\nb' \"tab\there\"",
            "for i in 1 2 3\ndo\n  echo \"line $i\"\ndone\n\n",
            "cat <<'END'\nit's | $x \\ %s %%\nEND",
            "# only a comment",
            "printf %s '$\u0001\u0003\u0004\u001b[31m\u007f' | od -An -tx1",
            "echo 'zażółć gęślą jaźń 🦊 ﷽'",
            "if true",
            "echo )",
            "nosuchcommand_at_all",
            "echo \"" + new string('x', 4000) + "'" + new string('y', 4000) + "\" | wc -c",
            "echo '" + string.Concat(Enumerable.Repeat("ż!\\", 1500)) + "' | cksum",
        ];
        var data = new TheoryData<string, string>();
        foreach (var shell in (string[])["bash", "dash", "sh", "zsh", "ksh", "mksh", "fish"])
            foreach (var text in texts)
                data.Add(shell, text);
        return data;
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_typed_command_does_what_a_script_of_the_same_text_does(string shell, string text)
    {
        await using var typed = await TypedShell.StartAsync(shell);
        var (output, exitCode) = await typed.RunAsync(Id, text);
        var (expected, expectedCode) = await TypedShell.ScriptAsync(shell, text);
        Assert.Equal(expectedCode, exitCode);
        // A shell says who complains, and how it was called.
        var complains = expectedCode is 1 or 2 or 123 or 127 || expected.Contains("syntax error", StringComparison.Ordinal);
        if (!complains) Assert.Equal(expected, output);
        var (next, zero) = await typed.RunAsync(new("cmd_01abd"), "echo next");
        Assert.Equal(("next\n", 0), (next, zero));
    }

    [Fact]
    public async Task What_was_half_typed_is_taken_back()
    {
        await using var typed = await TypedShell.StartAsync("bash");
        await typed.TypeAsync("rm -rf ~/imp");
        Assert.Equal(("safe\n", 0), await typed.RunAsync(Id, "echo safe"));
    }

    [Fact]
    public void Only_printable_ASCII_is_typed()
    {
        foreach (var shell in (string[])["bash", "sh", "ksh", "fish"])
        {
            var typed = ShellLine.Typed(ShellLineReader.Of(shell, [])!, Id, "a\tb\nż🦊\u0001\u007f");
            Assert.All(typed, value => Assert.True(value is >= 0x20 and <= 0x7E or 0x15 or 0x0D));
        }
    }

    [Fact]
    public void Markers_are_found_in_whatever_pieces_they_come()
    {
        var bytes = Encoding.ASCII.GetBytes(
            $"$ printf '\\033]7391;b;{Id};\\007'\r\n\x1b]7391;b;{Id};\aout\x1b]7391;e;cmd_other;7\aput\x1b]7391;e;{Id};42\a$ ");
        var from = Encoding.ASCII.GetString(bytes).IndexOf("out\x1b", StringComparison.Ordinal);
        var to = Encoding.ASCII.GetString(bytes).IndexOf($"\x1b]7391;e;{Id}", StringComparison.Ordinal);
        for (var size = 1; size <= bytes.Length; size++)
        {
            var markers = new ShellLineMarkers(Id);
            for (var at = 0; at < bytes.Length; at += size)
                if (markers.Feed(bytes.AsSpan(at, Math.Min(size, bytes.Length - at)), 1000 + at))
                    break;
            Assert.Equal((1000 + from, 1000 + to, 42), (markers.From, markers.To, markers.ExitCode));
        }
    }

    [Fact]
    public void The_end_is_found_where_the_beginning_is_gone()
    {
        var markers = new ShellLineMarkers(Id);
        Assert.False(markers.Feed(Encoding.ASCII.GetBytes($"x\x1b]7391;b;{Id}"), 0));
        markers.Skip();
        Assert.True(markers.Feed(Encoding.ASCII.GetBytes($"y\x1b]7391;e;{Id};0\a"), 5000));
        Assert.Equal((null, 5001L, 0), (markers.From, markers.To, markers.ExitCode));
    }

    private static string[] Split(string args) =>
        args.Split(args.Contains('|', StringComparison.Ordinal) ? '|' : ' ', StringSplitOptions.RemoveEmptyEntries);
}
