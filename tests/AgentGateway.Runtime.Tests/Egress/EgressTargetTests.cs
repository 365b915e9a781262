using AgentGateway.Runtime.Egress;

namespace AgentGateway.Runtime.Tests.Egress;

public sealed class EgressTargetTests
{
    [Theory]
    [InlineData("Files.Example:443", "files.example:443")]
    [InlineData("files.example.:443", "files.example:443")]
    [InlineData("93.184.216.34:80", "93.184.216.34:80")]
    [InlineData("[2606:2800::1]:80", "[2606:2800::1]:80")]
    [InlineData("[::ffff:127.0.0.1]:80", "127.0.0.1:80")]
    [InlineData("0x7f.1:80", "127.0.0.1:80")]
    [InlineData("2130706433:80", "127.0.0.1:80")]
    public void A_host_is_written_in_one_way(string authority, string target) =>
        Assert.Equal(target, EgressTarget.ReadAuthority(authority, standardPort: null).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("files.example")]
    [InlineData("files.example:0")]
    [InlineData("files.example:65536")]
    [InlineData("files.example:-1")]
    [InlineData("files..example:80")]
    [InlineData("user@files.example:80")]
    [InlineData("files.example/x:80")]
    [InlineData("filés.example:80")]
    [InlineData("files example:80")]
    [InlineData(":80")]
    [InlineData("[::1:80")]
    public void What_is_no_host_with_a_port_is_none(string authority) =>
        Assert.Null(EgressTarget.ReadAuthority(authority, standardPort: null));

    [Fact]
    public void A_name_that_is_too_long_is_none()
    {
        Assert.Null(EgressTarget.Read(new string('a', 64) + ".example", 80));
        Assert.Null(EgressTarget.Read(string.Join('.', Enumerable.Repeat("abcdefg", 40)), 80));
    }
}
