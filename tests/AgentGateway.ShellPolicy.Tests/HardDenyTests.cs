using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Gate;
using AgentGateway.ShellPolicy.Facts;

namespace AgentGateway.ShellPolicy.Tests;

/// <summary>What is denied without exception, in many spellings; and what looks like it and is not.</summary>
public sealed class HardDenyTests
{
    public static TheoryData<string> Everything { get; } =
    [
        "rm -rf /",
        "rm -fr /",
        "rm -r -f --no-preserve-root /",
        "rm --recursive --force /",
        "rm -rf -- /",
        "/bin/rm -rf /",
        "\\rm -rf /",
        "r''m -rf /",
        "\"rm\" -rf '/'",
        "$'\\x72m' -rf /",
        "{rm,-rf,/}",
        "rm${IFS}-rf${IFS}/",
        "rm -rf /*",
        "rm -rf //",
        "rm -rf /./",
        "rm -rf /.",
        "rm -rf /tmp/..",
        "rm -rf /tmp/../../..",
        "rm -rf /h*",
        "rm -rf /[h]ome",
        "rm -rf /{home,etc}",
        "rm -rf ~",
        "rm -rf ~/",
        "rm -rf ~/*",
        "rm -rf ~me",
        "rm -rf $HOME",
        "rm -rf \"$HOME\"/",
        "rm -rf ${HOME}",
        "rm -rf ${HOME:-/x}",
        "rm -rf ${NOWHERE:-/}",
        "rm -rf /home/me",
        "rm -rf /home/me/",
        "rm -rf /home",
        "rm -rf /home/*",
        "rm -rf ../../me",
        "rm -rf ..",
        "cd / && rm -rf *",
        "cd /; rm -rf .",
        "cd ~ && rm -rf *",
        "cd && rm -rf ./*",
        "(cd /; rm -rf *)",
        "pushd / && rm -rf *",
        "D=/; rm -rf $D",
        "D=/; rm -rf \"$D\"",
        "D=/tmp/x; false && D=/home/me; rm -rf $D",
        "a=ho; b=me; rm -rf /$a$b",
        "X='-rf /'; rm $X",
        "X='rm -rf /'; $X",
        "X='rm -rf /'; eval $X",
        "X='rm -rf /'; sh -c \"$X\"",
        "for d in / /etc; do rm -rf $d; done",
        "f() { rm -rf \"$1\"; }; f /",
        "if true; then rm -rf /; fi",
        "while :; do rm -rf /; done",
        "case x in x) rm -rf / ;; esac",
        "ls; rm -rf /",
        "ls && rm -rf / || true",
        "ls | rm -rf /",
        "rm -rf / &",
        "echo hi\nrm -rf /",
        "rm -rf \\\n/",
        "$(rm -rf /)",
        "echo $(rm -rf /)",
        "echo \"`rm -rf /`\"",
        "echo \"${x:-$(rm -rf /)}\"",
        "echo $(( $(rm -rf /) + 1 ))",
        "cat <(rm -rf /)",
        "cat <<EOF\n$(rm -rf /)\nEOF",
        "sh <<EOF\nrm -rf /\nEOF",
        "sh <<'EOF'\nrm -rf /\nEOF",
        "bash <<< 'rm -rf /'",
        "sh -c 'rm -rf /'",
        "bash -lc 'rm -rf /'",
        "bash -o pipefail -c 'rm -rf /'",
        "sh -c 'rm -rf \"$1\"' x /",
        "sh -c \"sh -c 'rm -rf /'\"",
        "echo 'rm -rf /' | sh",
        "printf 'rm -rf /' | bash",
        "printf '\\162\\155 -rf /' | sh",
        "echo / | xargs rm -rf",
        "xargs rm -rf <<< /",
        "echo / | xargs -I{} rm -rf {}",
        "echo / | xargs -0 -n 1 sh -c 'rm -rf \"$1\"' _",
        "$(echo rm) -rf /",
        "env rm -rf /",
        "env -i PATH=/bin rm -rf /",
        "env -C / rm -rf home",
        "env -S 'rm -rf /'",
        "env sh -c 'rm -rf /'",
        "busybox rm -rf /",
        "busybox sh -c 'rm -rf /'",
        "nice -n 5 rm -rf /",
        "nohup rm -rf / &",
        "timeout 5 rm -rf /",
        "timeout -k 1 5s nice env rm -rf /",
        "stdbuf -o0 rm -rf /",
        "setsid rm -rf /",
        "sudo rm -rf /",
        "sudo -u root -- rm -rf /",
        "doas rm -rf /",
        "su -c 'rm -rf /'",
        "nice su root -c 'rm -rf /'",
        "time rm -rf /",
        "! rm -rf /",
        "command rm -rf /",
        "exec rm -rf /",
        "builtin command rm -rf /",
        "eval rm -rf /",
        "eval 'rm -rf /'",
        "watch rm -rf /",
        "watch 'rm -rf /'",
        "parallel rm -rf ::: /",
        "ssh host rm -rf /",
        "ssh host 'rm -rf /'",
        "trap 'rm -rf /' EXIT",
        "alias x='rm -rf /'; x",
        "unheard-of rm -rf /",
        "./cleaner -rf /",
        "\"$RM\" -rf /",
        "/bin/r? -rf /",
        "find / -delete",
        "find ~ -delete",
        "find ~ -type f -delete",
        "find ~ -exec rm {} \\;",
        "find / -exec rm -rf {} +",
        "find / -mindepth 1 -delete",
        "find . -exec rm -rf / \\;",
        "find . -exec sh -c 'rm -rf /' \\;",
        "find / ! -name x -delete",
        "mv ~ /tmp/x",
        "mv / /tmp/x",
        "mv /home/me/* /tmp",
        "rsync -a --delete empty/ /",
        "rsync -a --delete empty/ ~/",
        "cd ~; git clean -fdx",
        "shred -u ~",
        "python3 -c \"import shutil; shutil.rmtree('/')\"",
        "python3 -c \"import os; os.system('rm -rf /')\"",
        "python3 -c \"import shutil,os; shutil.rmtree(os.path.expanduser('~'))\"",
        "perl -e 'system(\"rm -rf /\")'",
        "perl -e 'use File::Path; rmtree(\"/home/me\")'",
        "node -e \"require('fs').rmSync('/', {recursive: true})\"",
        "ruby -e \"FileUtils.rm_rf('/')\"",
        "awk 'BEGIN { system(\"rm -rf /\") }'",
        "echo \"import os; os.system('rm -rf /')\" | python3",
        "git -c core.pager='rm -rf /' log",
        "git submodule foreach 'rm -rf /'",
        "tar cf x.tar --checkpoint-action=exec='rm -rf /' .",
        "mkfs.ext4 /dev/sda1",
        "dd if=/dev/zero of=/dev/sda",
        "dd if=/dev/zero of=/dev/nvme0n1 bs=1M",
        "cat x > /dev/sda",
        "wipefs -a /dev/vda",
        "rm -rf / \"unclosed",
    ];

    public static TheoryData<string> TheGate { get; } =
    [
        "echo x > /home/me/.agentgateway/policy.yaml",
        "echo x >> ~/.agentgateway/policy.yaml",
        "tee ~/.agentgateway/policy.yaml < x",
        "cp x ~/.agentgateway/",
        "mv ~/.agentgateway ~/old",
        "rm -rf ~/.agent*",
        "rm ~/.agentgateway/gateway.db",
        "sed -i s/ask/allow/ ~/.agentgateway/policy.yaml",
        "sqlite3 ~/.agentgateway/gateway.db 'delete from events'",
        "ln -sf x /home/me/.agentgateway/token",
        "cd ~/.agentgateway && touch x",
        "vim ../.agentgateway/policy.yaml",
        "dd of=$HOME/.agentgateway/token if=x",
        "curl -o ~/.agentgateway/token http://x/",
        "wget -O ~/.agentgateway/token http://x/",
        "python3 -c \"open('x')\" > ~/.agentgateway/token",
        "nc -U /home/me/.agentgateway/agw.sock",
        "kill 4711",
        "kill -9 4711",
        "kill -s KILL 4711",
        "kill -- -4711",
        "kill -9 -1",
        "kill $PPID",
        "kill $(pgrep agw)",
        "pkill agw",
        "pkill -9 -f 'agw serve'",
        "killall agw",
        "agw approve apr_1",
        "/usr/bin/agw deny apr_1",
        "env agw token create x --approve R3",
        "agw policy revoke rul_1",
        "agw stop",
        "dotnet bin/agw.dll approve apr_1",
        "sh -c 'agw approve apr_1'",
    ];

    public static TheoryData<string> Innocent { get; } =
    [
        "rm -rf build",
        "rm -rf ./build /tmp/x",
        "cd build && rm -rf *",
        "cd build || exit 1; rm -rf *",
        "rm -rf /home/me/project/bin /home/me/project/obj",
        "echo 'rm -rf /'",
        "grep -r 'rm -rf /' .",
        "git commit -m 'never run \"rm -rf /\" again'",
        "ls / ~",
        "find / -name core",
        "find . -name '*.pyc' -delete",
        "D=build; rm -rf $D/*",
        "for f in a b; do rm -f $f.o; done",
        "cat <<'EOF' > notes.md\nrm -rf /\nEOF",
        "kill $!",
        "agw thread list",
        "agw session list --data /home/me/.local/share/agentgateway > out 2>&1",
        "agw mcp --data=/home/me/.local/share/agentgateway",
        "make clean && make -j4",
        "tar czf x.tgz src",
        "[[ -d / && -f x ]] && echo yes",
        "python3 -c 'print(1/2)'",
        "npm run build -- --out-dir /tmp/x",
        "rm -f *.log",
        "mkdir -p ~/project/x && cp -r src ~/project/x",
        "kill %1",
    ];

    [Theory]
    [MemberData(nameof(Everything))]
    public void What_deletes_everything_is_denied(string line) => Denied(Requests.Shell(line));

    [Theory]
    [MemberData(nameof(TheGate))]
    public void What_touches_the_gateway_or_its_gate_is_denied(string line) => Denied(Requests.Shell(line));

    [Theory]
    [MemberData(nameof(Innocent))]
    public void What_only_looks_like_it_is_not(string line)
    {
        var verdict = PolicyEngine.Judge(Requests.Shell(line), PolicyRules.Shipped);
        Assert.False(verdict.IsHardDeny, verdict.Reason);
        Assert.Equal(PolicyDecision.Ask, verdict.Decision);
    }

    [Fact]
    public void Words_without_a_shell_are_judged_as_words()
    {
        Denied(Requests.Program("rm", "-rf", "/"));
        Denied(Requests.Program("env", "sh", "-c", "rm -rf /"));
        
        // What would be deleted is taken for what its author meant.
        Denied(Requests.Program("rm", "-rf", "$HOME"));
        Denied(Requests.Program("rm", "-rf", "~/"));
        Denied(Requests.Program("rm", "-rf", "/*"));
        Assert.False(PolicyEngine.Judge(Requests.Program("ls", "$HOME"), PolicyRules.Shipped).IsHardDeny);
        Assert.False(PolicyEngine.Judge(Requests.Program("echo", "; rm -rf /"), PolicyRules.Shipped).IsHardDeny);
    }

    [Fact]
    public void A_link_is_judged_by_where_it_leads()
    {
        var command = new ShellCommand("rm -rf ./link/", null, Requests.Workspace);
        var links = new Dictionary<string, string> { ["/home/me/project/./link/"] = "/home/me" };
        Assert.False(PolicyEngine.Judge(Requests.Of(command), PolicyRules.Shipped).IsHardDeny);
        Denied(Requests.Of(command with { Links = links }));
        Assert.Contains("/home/me/project/./link/", CommandReading.Mentions(command, Requests.Zones));
    }

    private static void Denied(PolicyRequest request)
    {
        var verdict = PolicyEngine.Judge(request, PolicyRules.Shipped);
        Assert.Equal((PolicyDecision.Deny, true), (verdict.Decision, verdict.IsHardDeny));
        Assert.True(PolicyEngine.Judge(request with { Local = true }, PolicyRules.Shipped).IsHardDeny);
    }
}
