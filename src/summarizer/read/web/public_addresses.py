"""An IP address → whether it is one of the public internet."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# `is_global` has holes, other ones in each version of Python. IPv6 is therefore turned round: only
# what IANA gives out as global unicast may pass, which leaves out fec0::, 64:ff9b:1:: and the like.
_GLOBAL_UNICAST = ip_network("2000::/3")
_NAT64 = ip_network("64:ff9b::/96")
_SPECIAL = tuple(
    ip_network(network)
    for network in (
        "100.64.0.0/10",  # shared by the customers of a provider
        "192.0.0.0/24",  # protocols' own
        "192.88.99.0/24",  # relays of 6to4, given up
        "2001::/23",  # protocols' own; Teredo, which hides an IPv4 address, among them
        "3fff::/20",  # documentation
    )
)


def is_public(address: str) -> bool:
    """Whether an IPv4 or IPv6 address, in its usual spelling, is one of the public internet.

    Not so are private, loopback, link-local, multicast, reserved and unspecified ones, and IPv6
    addresses that carry such an IPv4 address: mapped, of 6to4 or of NAT64.

    Raises:
        ValueError: it is no IP address.
    """
    ip = ip_address(address)
    if isinstance(ip, IPv6Address):
        carried = _carried(ip)
        if carried is None and ip not in _GLOBAL_UNICAST:
            return False
        ip = carried or ip
    special = any(ip in network for network in _SPECIAL)
    return ip.is_global and not (special or ip.is_multicast or ip.is_reserved)


def _carried(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that is really reached by an IPv6 address, if one is."""
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour
