using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Runtime.Tests.Approvals;

/// <summary>The passphrase: how it is stored, remembered, and guarded against guessing.</summary>
public sealed class PassphraseTests : IDisposable
{
    private const string Right = "correct horse";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeClock _clock = new(TimeSpan.FromMinutes(1));
    private readonly ApprovalOptions _options = new() { Confirm = ConfirmationKind.Passphrase };

    private static Runtime.Principals.Caller Here => Gateway.Operator with { Terminal = "here" };

    private string Stored => _folder["approvals-passphrase"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_is_stored_as_a_slow_salted_hash_that_only_its_owner_reads_and_holds_after_a_restart()
    {
        var service = Service();
        Assert.Null(await service.SetAsync(Here, null, Right));
        var first = await File.ReadAllTextAsync(Stored, Gateway.Stop);
        Assert.Matches("^pbkdf2-sha256 1000000 [0-9a-f]{64} [0-9a-f]{64}\n$", first);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Stored));

        var later = Service();
        Assert.Equal("passphrase_required", later.Refuse(Here, false)!.Code);
        Assert.Null(await later.ConfirmAsync(Here, Right));
        Assert.Null(later.Refuse(Here, false));
        Assert.Null(await later.SetAsync(Here, Right, Right));
        Assert.NotEqual(first, await File.ReadAllTextAsync(Stored, Gateway.Stop));
        Assert.Equal("passphrase_required", later.Refuse(Here, false)!.Code);
    }

    [Fact]
    public async Task It_is_remembered_for_some_minutes_and_for_its_terminal_alone()
    {
        var service = Service();
        await service.SetAsync(Here, null, Right);
        Assert.Null(await service.ConfirmAsync(Here, Right));
        Assert.NotNull(service.Refuse(Here with { Terminal = "there" }, false));
        _clock.Advance(TimeSpan.FromMinutes(5) - Second);
        Assert.Null(service.Refuse(Here, false));
        _clock.Advance(Second);
        Assert.Equal("passphrase_required", service.Refuse(Here, false)!.Code);
    }

    [Fact]
    public async Task It_is_given_and_set_at_a_terminal_by_the_local_command_line_alone()
    {
        var service = Service();
        foreach (var caller in (Runtime.Principals.Caller[])
        [
            Gateway.Operator, Gateway.Client with { Terminal = "here" },
        ])
        {
            Assert.Equal("not_a_terminal", (await service.SetAsync(caller, null, Right))!.Code);
            Assert.Equal("not_a_terminal", (await service.ConfirmAsync(caller, Right))!.Code);
        }

        Assert.Equal("passphrase_not_set", (await service.ConfirmAsync(Here, Right))!.Code);
        Assert.Equal("passphrase_length", (await service.SetAsync(Here, null, "short"))!.Code);
        Assert.False(service.IsSet);
    }

    [Fact]
    public async Task Another_is_set_only_with_the_present_one()
    {
        var service = Service();
        await service.SetAsync(Here, null, Right);
        Assert.Equal("passphrase_required", (await service.SetAsync(Here, null, "another one"))!.Code);
        Assert.Equal("passphrase_wrong", (await service.SetAsync(Here, "a wrong one", "another one"))!.Code);
        Assert.Null(await service.SetAsync(Here, Right, "another one"));
        Assert.Equal("passphrase_wrong", (await service.ConfirmAsync(Here, Right))!.Code);
        Assert.Null(await service.ConfirmAsync(Here, "another one"));
    }

    [Fact]
    public async Task Wrong_ones_are_refused_ever_later_and_then_none_is_checked_for_a_while()
    {
        var service = Service();
        await service.SetAsync(Here, null, Right);
        for (var wrong = 1; wrong < PassphraseService.WrongMax; wrong++)
            Assert.Equal("passphrase_wrong", (await service.ConfirmAsync(Here, "a wrong one"))!.Code);
        Assert.Equal([0.5, 1, 2, 4, 8, 16, 32], _clock.Skipped.Select(wait => wait.TotalSeconds));
        Assert.Equal("passphrase_locked", (await service.ConfirmAsync(Here, "a wrong one"))!.Code);
        Assert.Equal("passphrase_locked", (await service.ConfirmAsync(Here, Right))!.Code);
        _clock.Advance(PassphraseService.LockedTime);
        Assert.Null(await service.ConfirmAsync(Here, Right));
    }

    [Fact]
    public async Task One_is_checked_at_a_time()
    {
        var standing = new FakeClock();
        var service = new PassphraseService(
            new(_folder.Path, new Dictionary<string, string>()), _options, standing);
        await service.SetAsync(Here, null, Right);
        var waiting = service.ConfirmAsync(Here, "a wrong one");
        Assert.Equal("passphrase_busy", (await service.ConfirmAsync(Here, Right))!.Code);
        await standing.ArmedAsync();
        standing.Advance(Second);
        Assert.Equal("passphrase_wrong", (await waiting)!.Code);
        Assert.Null(await service.ConfirmAsync(Here, Right));
    }

    [Fact]
    public async Task A_file_that_is_no_hash_stops_approving_and_is_told()
    {
        await File.WriteAllTextAsync(Stored, "plain", Gateway.Stop);
        Assert.Equal("passphrase_unusable", Service().Refuse(Here, false)!.Code);
        Assert.Equal("passphrase_unusable", (await Service().SetAsync(Here, null, Right))!.Code);
    }

    private PassphraseService Service() =>
        new(new GatewayHome(_folder.Path, new Dictionary<string, string>()), _options, _clock);
}
