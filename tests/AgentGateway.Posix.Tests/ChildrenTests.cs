using System.Globalization;
using System.Runtime.InteropServices;

namespace AgentGateway.Posix.Tests;

public sealed class ChildrenTests
{
    private static readonly ChildFile Nothing = new ChildFile.Opened("/dev/null", OpenFlags.ReadWrite);

    [Fact]
    public void A_child_has_the_files_that_it_was_given_and_no_others()
    {
        Assert.SkipUnless(LibcSpawn.CanCloseOthers, "This C library cannot close a child's other files.");
        const int SetDescriptorFlags = 2;
        using var leaked = Descriptor.Open("/dev/zero", OpenFlags.ReadOnly);
        Assert.Equal(0, Libc.ControlFile(leaked, SetDescriptorFlags, 0));
        using var scratch = new ScratchFolder();
        using var output = Descriptor.Open(
            scratch.At("out"), OpenFlags.WriteOnly | OpenFlags.Create, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var child = StartedChild.Sleep(Nothing, new ChildFile.Given(output), new ChildFile.SameAs(1), Nothing);
        Assert.Equal(
            ["0 /dev/null", "1 " + scratch.At("out"), "2 " + scratch.At("out"), "3 /dev/null"],
            new DirectoryInfo($"/proc/{child.Id}/fd").GetFiles().Select(file => $"{file.Name} {file.LinkTarget}").Order(
                StringComparer.Ordinal));
    }

    [Fact]
    public void A_child_leads_a_session_and_has_the_usual_signals()
    {
        using var child = StartedChild.Sleep(Nothing);
        var row = ProcessRow.Read(child.Id)!;
        Assert.Equal((child.Id, child.Id, Environment.ProcessId), (row.SessionId, row.GroupId, row.ParentId));
        // The runtime itself ignores SIGPIPE, so the test would show it if that were passed on.
        Assert.NotEqual(0UL, SignalSet(Environment.ProcessId, "SigIgn"));
        Assert.Equal(0UL, SignalSet(child.Id, "SigIgn"));
        Assert.Equal(0UL, SignalSet(child.Id, "SigBlk"));
    }

    [Fact]
    public void A_child_has_exactly_its_environment_and_starts_in_its_directory() =>
        Assert.Equal("/ GIVEN=a b PATH=/usr/local/bin:/usr/bin:/bin\n",
            StartedChild.Output(
                "printf '%s ' \"$(readlink /proc/$$/cwd)\"; tr '\\0' '\\n' < /proc/$$/environ | sort | paste -sd ' '"));

    /// <summary>Each thread has a new one, so that the children of two threads have different ones.</summary>
    [Fact]
    public void A_child_has_another_keyring_than_that_of_the_login()
    {
        var number = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 219 : 250;
        string[] keyrings = ["", ""];
        for (var at = 0; at < keyrings.Length; at++)
        {
            var (into, script) = (at, $"perl -e 'print syscall({number}, 0, -3, 0)'");
            var thread = new Thread(() => keyrings[into] = StartedChild.Output(script));
            thread.Start();
            thread.Join();
        }

        Assert.SkipUnless(
            keyrings.All(one => int.TryParse(one, CultureInfo.InvariantCulture, out var id) && id > 0),
            "Perl or the kernel's keyrings are missing.");
        Assert.NotEqual(keyrings[0], keyrings[1]);
    }

    [Fact]
    public void A_program_that_is_not_there_is_an_error_with_its_number()
    {
        var failure = Assert.Throws<OsException>(
            () => Children.Start(new("/nowhere/program", ["program"], StartedChild.Environment, null, [])));
        Assert.Equal(Errno.NoEntry, failure.Error);
        Assert.Contains("/nowhere/program", failure.Message);
    }

    [Fact]
    public void The_end_of_a_child_is_told_once()
    {
        using var child = StartedChild.Shell("exit 3", Nothing);
        Assert.Equal(3 << 8, child.Reap());
        Assert.Null(child.Reap());
        Assert.False(Signals.IsThere(child.Id));
    }

    /// <summary>Without 32 and 33, which the C library keeps to itself.</summary>
    private static ulong SignalSet(int process, string name) => ~0x1_8000_0000UL & ulong.Parse(
        File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith(name, StringComparison.Ordinal)).Split(
            '\t')[1],
        NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
