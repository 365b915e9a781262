using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Tests.Files;

public sealed class SettingsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead)]
    public void A_file_that_only_its_owner_writes_is_read(UnixFileMode mode) => Assert.Null(Refused(mode));

    [Fact]
    public void A_file_that_others_can_write_is_refused_with_the_mode_that_is_right()
    {
        var refused = Refused(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite);
        Assert.Equal("settings_permissions", refused!.Code);
        Assert.Contains("mode 606", refused.Message, StringComparison.Ordinal);
        Assert.Equal($"Run: chmod 600 {_folder["settings"]}", refused.Hint);
    }

    [Theory]
    [InlineData("fifo", "named pipe")]
    [InlineData("socket", "socket")]
    [InlineData("folder", "folder")]
    [InlineData("zero", "device")]
    public void What_stands_in_its_place_is_named(string kind, string name)
    {
        var refused = SettingsFile.Refuse(SpecialFiles.Make(_folder.Path, kind));
        Assert.Equal("settings_not_a_file", refused!.Code);
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_no_fault() => Assert.Null(SettingsFile.Refuse(_folder["none"]));

    private AgentGateway.Domain.Rejection? Refused(UnixFileMode mode)
    {
        File.WriteAllText(_folder["settings"], "{}");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder["settings"], mode);
        return SettingsFile.Refuse(_folder["settings"]);
    }
}
