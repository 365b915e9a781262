using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Tests.Files;

public sealed class OpenedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("fifo")]
    [InlineData("socket")]
    [InlineData("folder")]
    [InlineData("zero")]
    [InlineData("null")]
    public void What_is_no_regular_file_is_none_and_holds_nothing_up(string kind)
    {
        using var file = OpenedFile.Open(SpecialFiles.Make(_folder.Path, kind));
        Assert.NotEqual(true, file?.IsRegular);
    }

    [Fact]
    public void A_link_is_followed_only_where_that_is_meant()
    {
        File.WriteAllText(_folder["a"], "alpha");
        File.CreateSymbolicLink(_folder["link"], "a");
        using (var file = OpenedFile.Open(_folder["link"]))
            Assert.Equal((true, _folder["a"]), (file!.IsRegular, file.RealPath));
        Assert.Null(OpenedFile.Open(_folder["link"], followsLink: false));
        using var itself = OpenedFile.Open(_folder["a"], followsLink: false);
        Assert.True(itself!.IsRegular);
    }
}
