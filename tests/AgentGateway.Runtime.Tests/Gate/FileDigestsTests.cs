using System.Security.Cryptography;
using System.Text;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Tests.Files;

namespace AgentGateway.Runtime.Tests.Gate;

public sealed class FileDigestsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_regular_file_has_the_digest_of_its_content()
    {
        File.WriteAllText(_folder["a"], "alpha");
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("alpha"))),
            FileDigests.Of(_folder["a"], Gateway.Stop));
    }

    [Theory]
    [InlineData("fifo")]
    [InlineData("socket")]
    [InlineData("folder")]
    [InlineData("zero")]
    public void Another_kind_of_file_has_none_and_ends(string kind) =>
        Assert.Equal(FileDigests.Absent, FileDigests.Of(SpecialFiles.Make(_folder.Path, kind), Gateway.Stop));

    [Fact]
    public void A_device_itself_has_none_either() =>
        Assert.Equal(FileDigests.Absent, FileDigests.Of("/dev/zero", Gateway.Stop));

    [Fact]
    public void A_file_that_is_larger_than_is_bound_is_not_read() =>
        Assert.Equal(FileDigests.TooLarge, FileDigests.Of(Sparse(FileDigests.BytesMax + 1), Gateway.Stop));

    [Fact]
    public void Reading_ends_with_its_call()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(
            () => FileDigests.Of(Sparse(FileDigests.BytesMax), cancelled.Token));
    }

    private string Sparse(long bytes)
    {
        using var file = File.Create(_folder["large"]);
        file.SetLength(bytes);
        return _folder["large"];
    }
}
